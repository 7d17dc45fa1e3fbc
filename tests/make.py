"""Builders with quiet defaults, so that a test states only what it is about: make_meeting(when="2024-05").

Everything made is published and filled in both languages. A translated field given by its bare name fills both
languages; `name_en="…"` or `name_zh_hant=""` sets one. Many-to-many fields take a list. What a record needs
and nobody gave is made along with it.
"""

from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from modeltranslation.translator import NotRegistered, translator

from articles.models import Article, Aside, Figure
from dialogues.models import (
    Case,
    CaseClaim,
    Dialogue,
    DialogueStop,
    FollowUp,
    Presentation,
    Presenter,
    Session,
)
from goals.models import (
    ActionArea,
    Assessment,
    Evidence,
    Framework,
    FrameworkRelation,
    Goal,
    GoalClause,
    GoalIndicator,
    Indicator,
    Milestone,
    Reading,
    Target,
)
from meetings.models import (
    Chairing,
    HostYear,
    Meeting,
    MeetingChange,
    Outcome,
    OutcomeStep,
    Quotation,
    SiteVisit,
    Stop,
)
from reference.models import (
    Appointment,
    Citation,
    Document,
    DocumentFile,
    Economy,
    Forum,
    ForumAlias,
    Note,
    Organisation,
    Person,
    Photo,
    PhotoPerson,
    Place,
    Source,
    Term,
    Topic,
)

numbers = count(1)
economies = count(1)


def translated_fields(model):
    try:
        return list(translator.get_options_for_model(model).fields)
    except NotRegistered:
        return []


def build(model, given, **defaults):
    """One saved row of `model`; what is given comes before the defaults, a value that can be called is called."""
    translated = translated_fields(model)
    many = {field.name for field in model._meta.many_to_many}
    if any(field.name == "state" for field in model._meta.fields) and model is not OutcomeStep:
        defaults.setdefault("state", "published")
    for name in translated:
        if name in given:
            text = given.pop(name)
            given = {f"{name}_en": text, f"{name}_zh_hant": text} | given
        if name in defaults:
            text = defaults.pop(name)
            defaults |= {f"{name}_en": text[0], f"{name}_zh_hant": text[1]}
    values = {name: make() if callable(make) else make for name, make in (defaults | given).items()}
    record = model(**{name: value for name, value in values.items() if name not in many})
    record.save()
    for name in many & values.keys():
        getattr(record, name).set(values[name])
    return record


def letters(n, width):
    """A number as capital letters, so that codes made from it differ."""
    text = ""
    for _position in range(width):
        n, rest = divmod(n, 26)
        text = chr(ord("A") + rest) + text
    return text


# People who use the desk


def make_user(*permissions, is_staff=False, is_superuser=False, **given):
    """A user who holds these permissions, such as "meetings.change_meeting"."""
    n = next(numbers)
    given.setdefault("username", f"user{n}")
    given.setdefault("password", "correct horse battery")
    user = get_user_model().objects.create_user(is_staff=is_staff, is_superuser=is_superuser, **given)
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def make_editor(**given):
    """Somebody who may do everything at the desk."""
    return make_user(is_staff=True, is_superuser=True, **given)


# reference


def make_economy(**given):
    n = next(economies)
    return build(
        Economy,
        given,
        # None of these is a code of a real economy, whose records a test may have loaded.
        apec_code=letters(n, 4),
        iso2=f"{n // 26 % 10}{letters(n, 1)}",
        iso3=f"{n // 26 % 10}{letters(n, 2)}",
        name=(f"Economy {n}", f"經濟體{n}"),
        long_name=(f"The Economy of {n}", f"第{n}經濟體"),
        joined=1989,
        position=100 + n,
    )


def make_place(**given):
    n = next(numbers)
    return build(Place, given, name=(f"Place {n}", f"地點{n}"), economy=make_economy)


def make_topic(**given):
    n = next(numbers)
    return build(Topic, given, name=(f"Topic {n}", f"主題{n}"), summary=("What it is.", "簡介。"))


def make_term(**given):
    n = next(numbers)
    return build(
        Term, given, abbreviation=f"T{n}", name=(f"Term {n}", f"詞{n}"), definition=("A word.", "一個詞。")
    )


def make_forum(**given):
    n = next(numbers)
    return build(Forum, given, acronym=f"F{n}", name=(f"Forum {n}", f"論壇{n}"), kind="working-group")


def make_alias(**given):
    return build(ForumAlias, given, forum=make_forum, name=f"Other spelling {next(numbers)}")


def make_organisation(**given):
    n = next(numbers)
    return build(Organisation, given, name=(f"Organisation {n}", f"機構{n}"))


def make_person(**given):
    n = next(numbers)
    return build(Person, given, name=(f"Person {n}", f"人物{n}"))


def make_appointment(**given):
    n = next(numbers)
    return build(Appointment, given, person=make_person, post=(f"Minister {n}", f"第{n}部長"))


def make_source(**given):
    n = next(numbers)
    return build(
        Source,
        given,
        title=(f"Source {n}", f"來源{n}"),
        publisher=("Publisher", "出版者"),
        url=f"https://example.org/{n}",
        language="en",
        seen_on="2024-06-20",
    )


def make_citation(about, **given):
    """A citation of `about`, a record or its code."""
    return build(
        Citation,
        given,
        about=getattr(about, "code", about),
        source=make_source,
        supports=("the dates", "日期"),
    )


def make_note(about, **given):
    """A note on `about`, a record or its code."""
    n = next(numbers)
    return build(Note, given, about=getattr(about, "code", about), text=(f"Note {n}.", f"說明{n}。"))


def make_document(**given):
    n = next(numbers)
    return build(Document, given, kind="declaration", title=(f"Document {n}", f"文件{n}"))


def make_document_file(**given):
    return build(DocumentFile, given, document=make_document, url=f"https://example.org/{next(numbers)}.pdf")


def make_photo(**given):
    """The record of a picture that we may not show; give `image` and `may_be_shown` for one that we may."""
    n = next(numbers)
    return build(
        Photo,
        given,
        alt=(f"What picture {n} shows", f"圖片{n}的內容"),
        caption=(f"Caption {n}", f"圖說{n}"),
        credit=("Photo: somebody", "圖：某人"),
    )


def make_photo_person(**given):
    return build(PhotoPerson, given, photo=make_photo, appointment=make_appointment, where=("left", "左"))


# meetings


def make_host_year(**given):
    """The host year asked for; the one there is, when nothing but its year is given."""
    year = given.setdefault("year", 2024)
    there = HostYear.objects.filter(year=year).first()
    if there and given == {"year": year}:
        return there
    return build(
        HostYear, given, economy=make_economy, theme=(f"Theme {year}", f"{year}主題"), when=str(year)
    )


def year_of(given):
    """The host year that belongs to a record's date."""
    digits = given.get("when", "").lstrip("/")[:4]
    return make_host_year(year=int(digits)) if digits.isdigit() else make_host_year()


def make_meeting(**given):
    """A meeting of a working group; its host year follows from `when`."""
    n = next(numbers)
    return build(
        Meeting,
        given,
        name=(f"Meeting {n}", f"會議{n}"),
        kind="working-group",
        forum=make_forum,
        host_year=lambda: year_of(given),
        status="held",
        when="2024-05",
        summary=("What it was.", "會議摘要。"),
    )


def next_position(model, **parent):
    last = model.objects.filter(**parent).order_by("-position").first()
    return last.position + 1 if last else 1


def make_stop(meeting, **given):
    return build(
        Stop, given, meeting=meeting, position=next_position(Stop, meeting=meeting), place=make_place
    )


def make_change(meeting, **given):
    return build(
        MeetingChange,
        given,
        meeting=meeting,
        position=next_position(MeetingChange, meeting=meeting),
        former_when="2024-04",
        reason=("Moved.", "改期。"),
    )


def make_chairing(meeting, **given):
    return build(Chairing, given, meeting=meeting, appointment=make_appointment)


def make_quotation(meeting, **given):
    return build(
        Quotation,
        given,
        meeting=meeting,
        position=next_position(Quotation, meeting=meeting),
        appointment=make_appointment,
        words=("We agree.", "我們同意。"),
    )


def make_visit(meeting, **given):
    return build(
        SiteVisit,
        given,
        meeting=meeting,
        position=next_position(SiteVisit, meeting=meeting),
        name=("A mine", "礦場"),
    )


def make_outcome(**given):
    n = next(numbers)
    meeting = given.setdefault("meeting", None) or (None if "host_year" in given else make_meeting())
    given["meeting"] = meeting
    return build(
        Outcome,
        given,
        title=(f"Outcome {n}", f"成果{n}"),
        host_year=meeting and meeting.host_year,
        summary=("What it says.", "內容摘要。"),
    )


def make_step(outcome, **given):
    return build(
        OutcomeStep,
        given,
        outcome=outcome,
        position=next_position(OutcomeStep, outcome=outcome),
        state="adopted",
        when="2024-05",
    )


# goals


def make_framework(**given):
    n = next(numbers)
    return build(Framework, given, name=(f"Framework {n}", f"架構{n}"), kind="goals", year=2024)


def make_relation(**given):
    return build(FrameworkRelation, given, framework=make_framework, other=make_framework, kind="aligned")


def make_milestone(**given):
    n = next(numbers)
    return build(
        Milestone,
        given,
        framework=make_framework,
        kind="review",
        name=(f"Review {n}", f"檢視{n}"),
        when="2030",
    )


def make_area(**given):
    n = next(numbers)
    return build(ActionArea, given, framework=make_framework, key=f"area{n}", name=(f"Area {n}", f"領域{n}"))


def make_goal(**given):
    n = next(numbers)
    return build(
        Goal,
        given,
        framework=make_framework,
        number=str(n),
        title=(f"Goal title {n}", f"目標{n}"),
        summary=("A promise.", "承諾。"),
        target_year=2030,
    )


def make_clause(goal, **given):
    return build(
        GoalClause,
        given,
        goal=goal,
        position=next_position(GoalClause, goal=goal),
        text=("A clause", "條款"),
    )


def make_indicator(**given):
    """A percentage, the higher the better. `goals` links it to these goals."""
    n = next(numbers)
    goals = given.pop("goals", [])
    indicator = build(
        Indicator,
        given,
        slug=f"ind.{n}",
        name=(f"Indicator {n}", f"指標{n}"),
        unit=("percent", "百分比"),
        direction="up",
        lowest=0,
        highest=100,
        definition=("What is counted.", "計算內容。"),
    )
    for goal in goals:
        make_goal_indicator(goal=goal, indicator=indicator)
    return indicator


def make_goal_indicator(**given):
    return build(GoalIndicator, given, goal=make_goal, indicator=make_indicator)


def make_reading(**given):
    return build(
        Reading,
        given,
        indicator=make_indicator,
        economy=make_economy,
        period="2022",
        value=50.0,
        release="test-2024",
        source=make_source,
    )


def make_target(**given):
    return build(
        Target,
        given,
        indicator=make_indicator,
        economy=make_economy,
        value=80.0,
        target_year=2030,
        set_by=("The ministry", "部會"),
        source=make_source,
    )


def make_evidence(**given):
    n = next(numbers)
    return build(
        Evidence,
        given,
        economy=make_economy,
        kind="report",
        title=(f"Evidence {n}", f"證據{n}"),
        shows=("That it works.", "有效。"),
        when="2024",
    )


def make_assessment(**given):
    """What the method said of an economy and a goal; kind="judged" makes it an editor's word."""
    if given.get("kind") == "judged":
        own = {
            "stage": "under-way",
            "signature": "An editor",
            "statement": ("Because of this.", "原因如此。"),
        }
    else:
        own = {"verdict": "on_track"}
    goal = {} if "indicator" in given else {"goal": make_goal}
    return build(Assessment, given, economy=make_economy, kind="computed", on_day="2024-06-20", **goal, **own)


# dialogues


def make_case(**given):
    n = next(numbers)
    return build(
        Case,
        given,
        name=(f"Case {n}", f"案例{n}"),
        economy=make_economy,
        problem=("A problem.", "問題。"),
        measure=("A measure.", "作法。"),
    )


def make_claim(case, **given):
    return build(
        CaseClaim,
        given,
        case=case,
        position=next_position(CaseClaim, case=case),
        text=("It helped.", "有幫助。"),
        source=make_source,
    )


def make_followup(case, **given):
    return build(
        FollowUp,
        given,
        case=case,
        position=next_position(FollowUp, case=case),
        text=("It went on.", "繼續辦理。"),
        source=make_source,
        when="2025",
    )


def make_dialogue(**given):
    """A dialogue by itself; its host year follows from `when`, or from the meeting it is held beside."""
    n = next(numbers)
    meeting = given.get("meeting")
    return build(
        Dialogue,
        given,
        name=(f"Dialogue {n}", f"對話{n}"),
        kind="policy-dialogue",
        host_year=meeting.host_year if meeting else lambda: year_of(given),
        forum=make_forum,
        status="held",
        when="2024-05",
        question=("What works?", "何者有效？"),
    )


def make_dialogue_stop(dialogue, **given):
    return build(
        DialogueStop,
        given,
        dialogue=dialogue,
        position=next_position(DialogueStop, dialogue=dialogue),
        place=make_place,
    )


def make_session(**given):
    n = next(numbers)
    dialogue = given.setdefault("dialogue", None) or make_dialogue()
    given["dialogue"] = dialogue
    return build(
        Session,
        given,
        position=next_position(Session, dialogue=dialogue),
        name=(f"Session {n}", f"場次{n}"),
    )


def make_presentation(**given):
    n = next(numbers)
    session = given.setdefault("session", None) or make_session()
    given["session"] = session
    return build(
        Presentation,
        given,
        position=next_position(Presentation, session=session),
        title=(f"Presentation {n}", f"簡報{n}"),
        economy=make_economy,
    )


def make_presenter(**given):
    return build(Presenter, given, presentation=make_presentation, appointment=make_appointment)


# articles


def make_article(**given):
    n = next(numbers)
    return build(
        Article,
        given,
        title=(f"Article {n}", f"文章{n}"),
        lead=("An opening.", "引言。"),
        body=("A text.[^1]\n\n[^1]: A note.", "內文。[^1]\n\n[^1]: 註。"),
        when="2024-06-20",
    )


def make_aside(article, **given):
    return build(
        Aside,
        given,
        article=article,
        position=next_position(Aside, article=article),
        title=("A box", "方塊"),
        body=("Aside.", "補充。"),
    )


def make_figure(article, **given):
    return build(
        Figure, given, article=article, position=next_position(Figure, article=article), photo=make_photo
    )
