"""The sheets of this room, in the order in which one names the other."""

from dialogues import models
from publishing.resources import RecordResource, register, sheet
from reference.placed import Placed

sheet(models.Case, "cases", matched_by=("economy",))
sheet(models.CaseClaim, "case-claims")
sheet(models.FollowUp, "follow-ups")


@register
class Dialogues(Placed, RecordResource):
    model = models.Dialogue
    name = "dialogues"
    beside_in, owner = models.DialogueStop, "dialogue"
    aliases = {
        "name": ("title", "標題"),
        "when": ("date", "dates", "日期"),
        "host_year": ("year", "年度"),
    }
    matched_by = ("host_year",)
    needs = ("meeting", "host_year")


sheet(
    models.DialogueStop,
    "dialogue-stops",
    known_as=("stops", "stop", "地點"),
    aliases={"place": ("city", "城市", "地點")},
)
sheet(models.Session, "sessions")
sheet(models.Presentation, "presentations")
sheet(models.Presenter, "presenters")
