"""The target that a site sets for an indicator, beside that of the record."""

from goals.models import Target
from publishing.imports import Change
from publishing.models import State

from ..sentences import Problem
from ..settings import languages_of, plain, target_of
from .works import TARGET


def plan_target(made, work, read, past, targets):
    option = target_of(read.metadata)
    if option is None:
        return
    now = {"value": option.target, "base_year": option.base_year}
    target = targets.get((work.indicator.pk, option.target_year)) if work.indicator.pk else None
    if target is None:
        if option.base_year and option.base_year >= option.target_year:
            made.notices.append(Problem("settings_odd", f"target_year: {option.target_year}", file=read.file))
            return
        work.target = Target(
            economy=made.economy,
            target_year=option.target_year,
            state=State.DRAFT,
            **now,
        )
        code = f"TGT-OPENSDG-{made.economy.apec_code}-{work.indicator.code.removeprefix('IND-')}"
        if len(code) <= 40 and work.indicator.code and not Target.objects.filter(code=code).exists():
            work.target.code = code
        for language, folder in languages_of(read.metadata).items():
            setattr(work.target, f"note_{language}", plain(read.metadata[folder].fields.get("target_name")))
        made.count(TARGET, "new")
        return
    now = {name: value for name, value in now.items() if getattr(target, name) != value}
    earlier = target_of(past.metadata) if now and past.metadata else None
    earlier = {"value": earlier.target, "base_year": earlier.base_year} if earlier else {}
    stays = []
    for name, value in now.items():
        ours = getattr(target, name)
        if target.state in (State.DRAFT, State.REVIEW) and name in earlier and ours == earlier[name]:
            made.tell(Change(TARGET, target.code, name, ours, value))
            setattr(target, name, value)
            work.target = target
        else:
            stays.append(name)
    if stays:
        is_public = target.state not in (State.DRAFT, State.REVIEW)
        code = "stays_published" if is_public else "stays_edited"
        made.notice(code, target.code, file=read.file, fields=", ".join(stays))
    made.count(TARGET, "changed" if work.target else "same")
