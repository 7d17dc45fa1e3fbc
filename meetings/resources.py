"""The sheets of this room, in the order in which one names the other."""

from django.utils import timezone

from meetings import models
from publishing.dates import read as read_date
from publishing.resources import RecordResource, register, sheet
from publishing.resources.columns import HAN


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
class Meetings(RecordResource):
    model = models.Meeting
    name = "meetings"
    known_as = ("calendar", "events", "會議", "會議一覽", "行事曆")
    aliases = {
        "name": ("title", "meeting", "event", "會議", "會議名稱", "活動名稱", "標題"),
        "when": ("date", "dates", "日期", "會議日期", "期間", "時間"),
        "forum": ("fora", "group", "論壇", "工作小組", "主辦論壇"),
        "host_year": ("year", "APEC year", "年度", "主辦年"),
        "kind": ("type", "類型", "種類"),
        "time_zone": ("timezone", "zone", "tz", "時區"),
        "starts_at": ("start time", "begins", "time", "開始時間"),
        "ends_at": ("end time", "結束時間"),
        "parent": ("part of", "隸屬於"),
    }
    matched_by = ("host_year",)
    needs = ("host_year",)
    ring = "parent"
    event_columns = (
        "name_zh_hant",
        "name_en",
        "when",
        "is_tentative",
        "host_year",
        "status",
        "starts_at",
        "ends_at",
        "time_zone",
    )
    new_from_event = {"kind": models.MeetingKind.OTHER}

    def of_event(self, event):
        """A meeting named in the language of its title, in the host year of its first day.

        What has passed keeps the status it has: a calendar goes on calling it confirmed, and we know whether it was held.
        """
        name = "name_zh_hant" if HAN.search(str(event["summary"])) else "name_en"
        record = {name: event["summary"], **{n: event[n] for n in ("when", "starts_at", "ends_at")}}
        record["time_zone"] = event["zone"]
        status = event["status"]
        if event["when"]:
            day = read_date(event["when"])
            record["host_year"] = day.first.year
            if status == "confirmed" and day.last < timezone.localdate():
                status = ""
        record["status"] = status if status in ("confirmed", "cancelled") else ""
        if status in ("confirmed", "tentative"):
            record["is_tentative"] = status == "tentative"
        return record


sheet(models.Stop, "stops", aliases={"place": ("city", "venue city", "城市", "地點")})
sheet(models.MeetingChange, "meeting-changes")
sheet(models.Chairing, "chairings")
sheet(models.Quotation, "quotations")
sheet(models.SiteVisit, "site-visits")
sheet(models.Outcome, "outcomes", matched_by=("meeting",), needs=("meeting", "host_year"))
sheet(models.OutcomeStep, "outcome-steps")
