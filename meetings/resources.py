"""The sheets of this room, in the order in which one names the other."""

from django.db.models import F
from django.utils import timezone

from meetings import models
from publishing.dates import read as read_date
from publishing.resources import RecordResource, register, sheet
from publishing.resources.columns import HAN
from publishing.resources.sentences import refusal
from publishing.sheets import SheetError
from reference.placed import Placed


@register
class HostYears(RecordResource):
    model = models.HostYear
    name = "host-years"
    aliases = {"economy": ("host", "host economy", "主辦", "主辦經濟體")}

    def match(self, text, reading):
        """By the year alone, as sheets of meetings name it."""
        year = text.strip().removesuffix("年").removeprefix("APEC").strip()
        if len(year) == 4 and year.isascii() and year.isdigit():
            return reading.by_code(self.model, f"HY-{year}")
        return None


@register
class Meetings(Placed, RecordResource):
    model = models.Meeting
    name = "meetings"
    beside_in, owner = models.Stop, "meeting"
    known_as = ("calendar", "events", "會議", "會議一覽", "行事曆")
    aliases = {
        "name": (
            *("title", "meeting", "meeting name", "meeting title", "name of meeting", "event", "event name"),
            *("event title", "activity", "會議", "會議名稱", "活動", "活動名稱", "標題"),
        ),
        "when": (
            *(
                "date",
                "dates",
                "meeting date",
                "meeting dates",
                "日期",
                "會議日期",
                "會議期間",
                "會議時間",
                "期間",
            ),
            *("起訖日期", "舉行日期", "舉辦日期", "時間"),
        ),
        "forum": (
            *(
                "forum",
                "fora",
                "group",
                "working group",
                "forum/group",
                "論壇",
                "所屬論壇",
                "次級論壇",
                "工作小組",
            ),
            *("論壇/工作小組", "主辦論壇"),
        ),
        "host_year": ("year", "APEC year", "年度", "年份", "主辦年", "主辦年度", "APEC 年度"),
        "kind": ("type", "meeting type", "category", "類型", "種類", "類別", "會議類型", "會議性質"),
        "mode": ("format", "形式", "會議形式", "舉辦方式", "舉行方式"),
        "status": ("會議狀態",),
        "summary": ("description", "摘要"),
        "theme": ("theme", "主題"),
        "time_zone": ("timezone", "zone", "tz", "時區"),
        "starts_at": ("start time", "begins", "time", "開始時間"),
        "ends_at": ("end time", "結束時間"),
        "parent": ("part of", "隸屬於"),
    }
    also_said = {
        "kind": {
            "leaders": ("Leaders", "AELM", "Economic Leaders’ Meeting", "領袖會議", "領袖"),
            "ministerial": ("Ministers’ meeting", "Ministers", "部長級會議", "部長級", "部長"),
            "high-level": ("High-level dialogue", "高階政策對話", "高階"),
            "cluster": ("Cluster", "SOM cluster", "SOM and related meetings", "會議週", "系列"),
            "senior-officials": (
                *("SOM", "Senior Officials", "Senior Officials Meeting", "Senior Officials' Meeting"),
                *("資深官員", "資深官員會議", "高官會"),
            ),
            "working-group": ("WG", "Working group meeting", "工作小組會議", "工作組", "工作組會議"),
            "press-conference": ("Press", "Media briefing", "新聞發布會"),
            "other": (
                *(
                    "Others",
                    "Committee",
                    "Committee meeting",
                    "Workshop",
                    "Seminar",
                    "Conference",
                    "Symposium",
                ),
                *(
                    "Forum",
                    "Dialogue",
                    "Policy dialogue",
                    "其他",
                    "其它",
                    "委員會",
                    "委員會會議",
                    "研習會",
                    "研討會",
                ),
                *("工作坊", "論壇", "對話", "政策對話"),
            ),
        },
        "status": {
            "planned": ("scheduled", "計畫中", "預定"),
            "confirmed": ("確定", "確認", "已確定"),
            "postponed": ("deferred", "延後", "已延期"),
            "moved": ("rescheduled", "已改期"),
            "cancelled": ("canceled", "已取消", "停辦"),
            "held": ("completed", "done", "concluded", "已辦理", "已辦", "完成", "已完成"),
        },
        "mode": {
            "in-person": ("physical", "onsite", "face to face", "實體會議", "現場"),
            "online": ("virtual", "virtual meeting", "remote", "線上會議", "視訊", "視訊會議"),
            "hybrid": (
                "mixed",
                "實體及線上",
                "實體與線上",
                "實體線上",
                "線上實體",
                "混合",
                "混成",
                "虛實並行",
            ),
        },
    }
    elsewhere = {"status": dict.fromkeys(("tentative", "暫定", "暫訂", "TBC"), ("is_tentative", True))}
    matched_by = ("host_year",)
    parted_by = ("forum",)
    needs = ("host_year",)
    ring = "parent"
    event_columns = (
        "name_zh_hant",
        "name_en",
        "when",
        "is_tentative",
        "status",
        "starts_at",
        "ends_at",
        "time_zone",
        "place",
    )
    new_from_event = {"kind": models.MeetingKind.OTHER}

    def of_event(self, event):
        """A meeting named in the language of its title.

        What has passed keeps the status it has: a calendar goes on calling it confirmed, and we know whether it was held.
        """
        name = "name_zh_hant" if HAN.search(str(event["summary"])) else "name_en"
        record = {name: event["summary"], **{n: event[n] for n in ("when", "starts_at", "ends_at")}}
        record["time_zone"], record["place"] = event["zone"], event["location"]
        status = event["status"]
        if event["when"]:
            day = read_date(event["when"])
            if status == "confirmed" and day.last < timezone.localdate():
                status = ""
        record["status"] = status if status in ("confirmed", "cancelled") else ""
        if status in ("confirmed", "tentative"):
            record["is_tentative"] = status == "tentative"
        return record

    def follows(self, values, reading):
        """The host year of the first day, in sheets of others that have no column for it.

        A host year can begin in December: of two that hold the day it is the one that began last. Where none is
        known to hold it, it is that of the calendar's year.
        """
        if "host_year" in reading.by_name:
            return {}
        day = read_date(values.get("when") or "").first
        if day is None and values.get("code"):
            return {}  # a sheet with codes of ours can have the column, and is told once that it lacks it
        if day is None:
            return {"host_year_id": refusal("required" if reading.sheet.kind == "ics" else "no_host_year")}
        years = reading.references.once("host years", self.host_years)
        holding = [pk for first, last, pk in years if first and last and first <= day <= last]
        try:
            found = holding[-1] if holding else reading.references.find(models.HostYear, day.year, None)
        except SheetError as error:
            found = error
        return {"host_year_id": found}

    def host_years(self):
        rows = models.HostYear._base_manager.order_by(F("first_day").asc(nulls_first=True))
        return list(rows.values_list("first_day", "last_day", "pk"))


sheet(
    models.Stop,
    "stops",
    known_as=("stops", "stop", "地點"),
    aliases={"place": ("city", "venue city", "城市", "地點")},
)
sheet(models.MeetingChange, "meeting-changes")
sheet(models.Chairing, "chairings")
sheet(models.Quotation, "quotations")
sheet(models.SiteVisit, "site-visits")
sheet(models.Outcome, "outcomes", matched_by=("meeting",), needs=("meeting", "host_year"))
sheet(models.OutcomeStep, "outcome-steps")
