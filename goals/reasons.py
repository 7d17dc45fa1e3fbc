"""The sentences of a status, in the reader's language: its word, why, by which rule, and what would be needed.

Every code of goals.progress and goals.judging has its words here. Sentences take their numbers from the inputs that
are stored with an assessment, so an old assessment reads as it did on its day. `Facts` reads those inputs;
the functions below take an Assessment (or anything with verdict, reason, rule and inputs) and a Unit.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from goals.figures import number
from goals.numerals import Unit, share
from goals.progress import ProblemCode, Reason, Trend, VerdictWord
from publishing.languages import reading_language

LABELS = {
    VerdictWord.MET: gettext_lazy("Target met"),
    VerdictWord.ON_TRACK: gettext_lazy("On track"),
    VerdictWord.BEHIND: gettext_lazy("Behind pace"),
    VerdictWord.LITTLE_CHANGE: gettext_lazy("Little change"),
    VerdictWord.MOVING_AWAY: gettext_lazy("Moving away"),
    VerdictWord.NO_TARGET: gettext_lazy("No target set"),
    VerdictWord.NO_READING: gettext_lazy("No reading yet"),
    VerdictWord.CANNOT_SAY: gettext_lazy("Cannot say"),
}
# Grades from the best on, then what is no grade; the order of every key and tally.
ORDER = tuple(str(word) for word in LABELS)
GRADES = ORDER[:5]

TRENDS = {
    Trend.IMPROVING: gettext_lazy("improving"),
    Trend.LITTLE_CHANGE: gettext_lazy("little change"),
    Trend.WORSENING: gettext_lazy("worsening"),
}

CAUSES = {
    "first": gettext_lazy("first assessment"),
    "new-reading": gettext_lazy("a new reading came"),
    "revised-reading": gettext_lazy("a reading was revised"),
    "method": gettext_lazy("the method changed"),
    "settings": gettext_lazy("a target or setting changed"),
    "editor": gettext_lazy("an editor judged"),
    "time": gettext_lazy("time has passed"),
}

STAGES = {
    "not-started": pgettext_lazy("stage of the rubric", "Not started"),
    "under-way": pgettext_lazy("stage of the rubric", "Under way"),
    "advanced": pgettext_lazy("stage of the rubric", "Advanced"),
    "met": pgettext_lazy("stage of the rubric", "Met"),
    "stalled": pgettext_lazy("stage of the rubric", "Stalled"),
}

OPINION_METHODS = {
    "linear_share": gettext_lazy("Straight line"),
    "unsd_2023": gettext_lazy("UN Statistics Division, 2023"),
    "eurostat": gettext_lazy("Eurostat, without a target"),
}
OPINION_LABELS = {
    ("linear_share", "arrived"): gettext_lazy("arrived"),
    ("linear_share", "in_step"): gettext_lazy("in step with time"),
    ("linear_share", "late"): gettext_lazy("later than time"),
    ("linear_share", "wrong_way"): gettext_lazy("the wrong way"),
    ("unsd_2023", "on_track"): pgettext_lazy("UN label", "on track or target met"),
    ("unsd_2023", "fair_progress"): pgettext_lazy("UN label", "fair progress, but acceleration needed"),
    ("unsd_2023", "stagnation_or_regression"): pgettext_lazy("UN label", "stagnation or regression"),
    ("eurostat", "significant_progress"): pgettext_lazy("Eurostat label", "significant progress"),
    ("eurostat", "moderate_progress"): pgettext_lazy("Eurostat label", "moderate progress"),
    ("eurostat", "no_change"): pgettext_lazy("Eurostat label", "no significant change"),
    ("eurostat", "moderate_movement_away"): pgettext_lazy("Eurostat label", "moderate movement away"),
    ("eurostat", "significant_movement_away"): pgettext_lazy("Eurostat label", "significant movement away"),
}

# One sentence a reason; the names in brackets are filled from the inputs.
REASONS = {
    Reason.NO_READING: gettext_lazy("There is no published reading yet."),
    Reason.NO_READING_SINCE_BASE: gettext_lazy(
        "The latest reading is of %(latest_year)s; there is none since the base year %(base_setting)s."
    ),
    Reason.ONE_READING: gettext_lazy("One reading only (%(latest_year)s): a trend needs two."),
    Reason.FROM_ZERO: gettext_lazy(
        "The series starts from zero in %(base_year)s, and nothing grows by a rate from zero; only the way gone can be told."
    ),
    Reason.SIGN_CHANGE: gettext_lazy(
        "The figures lie on two sides of zero, so that no growth rate leads from one to the other."
    ),
    Reason.FLAT: gettext_lazy(
        "From %(base)s in %(base_year)s to %(latest)s in %(latest_year)s: less than 0.1%% a year either way."
    ),
    Reason.MET_THEN_LOST: gettext_lazy(
        "The target had been reached in an earlier year; in %(latest_year)s, at %(latest)s, it no longer was."
    ),
    Reason.AT_CEILING: gettext_lazy("At %(latest)s in %(latest_year)s the figure can go no higher."),
    Reason.AT_FLOOR: gettext_lazy("At %(latest)s in %(latest_year)s the figure can go no lower."),
    Reason.SERIES_BREAK: gettext_lazy(
        "Counting changed in %(broken_in)s. No trend is read across a break, and since then there is only one reading."
    ),
    Reason.STALE: gettext_lazy("The latest reading is of %(latest_year)s, too old to speak of today."),
    Reason.TOO_FEW_ECONOMIES: gettext_lazy(
        "Fewer than two thirds of the economies have a figure, so none is given for APEC as a whole."
    ),
    Reason.NO_DIRECTION: gettext_lazy("For this indicator neither higher nor lower is better by itself."),
    Reason.NO_TARGET: gettext_lazy("There are readings, but no target to hold them against."),
    Reason.TO_ZERO: gettext_lazy(
        "The target is zero, and no growth rate leads to zero; only the way gone can be told."
    ),
    Reason.NO_TARGET_YEAR: gettext_lazy("The target has no date, so there is no pace to be held against."),
    Reason.TARGET_YEAR_PASSED: gettext_lazy(
        "The target year %(target_year)s has passed, and the target is not known to be met."
    ),
    Reason.TARGET_YEAR_NOT_AFTER_BASE: gettext_lazy(
        "The target year %(target_year)s is not after %(base_year)s, where the series starts."
    ),
    Reason.TARGET_ON_WRONG_SIDE: gettext_lazy(
        "At %(base)s in %(base_year)s the figure already stood better than the target of %(target)s."
    ),
    Reason.DUPLICATE_PERIOD: gettext_lazy(
        "There is more than one figure for one year, and no telling which holds."
    ),
    Reason.OUT_OF_RANGE: gettext_lazy("The pace that is needed is too small to be told from none."),
    "no_indicator": gettext_lazy("Nothing has been chosen yet to measure this goal by."),
    "only_groups": gettext_lazy(
        "There are readings, but only for other groups than the one this indicator is judged by."
    ),
    "mixed": gettext_lazy("Some indicators of this goal can be judged and others cannot: %(tally)s."),
}

# The rule that decided, in words; a percent sign is doubled because translators’ tools read one as a gap to fill.
RULES = {
    "target_reached": gettext_lazy(
        "The latest reading has reached the target: “target met”, whatever the pace."
    ),
    "pace_95": gettext_lazy("At least 95%% of the pace that is needed: “on track”."),
    "pace_60": gettext_lazy("Between 60%% and 95%% of the pace that is needed: “behind pace”."),
    "pace_0": gettext_lazy("The right way, but less than 60%% of the pace that is needed: “behind pace”."),
    "pace_below_0": gettext_lazy("The wrong way: “moving away”."),
    Reason.FLAT: gettext_lazy(
        "Less than 0.1%% a year either way, and not enough for the path: “little change”."
    ),
    Reason.MET_THEN_LOST: gettext_lazy(
        "A target once met and lost again is “moving away” when the latest reading is worse than the base, "
        "otherwise nothing can be said."
    ),
    Reason.TARGET_YEAR_PASSED: gettext_lazy("After the target year nothing is on track any more."),
    Reason.NO_TARGET: gettext_lazy("Without a target there is no status, only a direction."),
    "no_indicator": gettext_lazy("Without an indicator nothing is judged by numbers."),
    "one_indicator": gettext_lazy("The goal has one indicator and stands where it stands."),
    "all_alike": gettext_lazy("All indicators of the goal say the same."),
    "mean_of_scores": gettext_lazy(
        "The mean of the indicators’ scores, from −5 to 5: 2.5 and above “on track”, −2.5 and above "
        "“behind pace”, below that “moving away”; “target met” only when every one is met."
    ),
    "mixed": gettext_lazy(
        "When some indicators can be judged and others cannot, no word is given for the goal."
    ),
}
GUARD = gettext_lazy("Where the method is known to mislead, the reason is told instead of a status.")
NO_FIGURES = gettext_lazy("Without a reading nothing is judged.")

PROBLEMS = {
    ProblemCode.TARGET_YEAR_NOT_AFTER_BASE: gettext_lazy(
        "The target year %(target_year)s is not after the base year %(base_year)s."
    ),
    ProblemCode.TARGET_ON_WRONG_SIDE: gettext_lazy(
        "The target lies on the wrong side: in the base year the figure was %(base)s, already better than %(target)s."
    ),
    ProblemCode.LIMIT_PASSED: gettext_lazy(
        "The limit has already been passed: in the base year the figure was %(base)s."
    ),
    ProblemCode.MISSING_DIRECTION: gettext_lazy(
        "Say first whether higher or lower is better for this indicator; without it a target cannot be judged."
    ),
    ProblemCode.UNKNOWN_DIRECTION: gettext_lazy("Choose one of the directions of the list."),
    ProblemCode.DUPLICATE_PERIOD: gettext_lazy("There is more than one figure for one year."),
    ProblemCode.UNREADABLE_PERIOD: gettext_lazy("A period begins with a year of four digits."),
    ProblemCode.NOT_FINITE: gettext_lazy("Give a number."),
    ProblemCode.BAND_REVERSED: gettext_lazy("The lower end of the band is above the upper end."),
    ProblemCode.NO_START: gettext_lazy("An index needs a figure other than zero to start from."),
}


def label(verdict):
    """The word of a status: "Behind pace"."""
    return str(LABELS.get(verdict, ""))


def stage_label(stage):
    """The word of a stage that an editor judged."""
    return str(STAGES.get(stage, ""))


def trend_label(trend):
    return str(TRENDS.get(trend, ""))


def cause_label(cause):
    """Why a status changed, to follow a date: "a new reading came"."""
    return str(CAUSES.get(cause, ""))


def opinion(one):
    """(method, its label) of a second opinion as stored: {"method": …, "label": …}."""
    method, said = one["method"], one["label"]
    return str(OPINION_METHODS.get(method, method)), str(OPINION_LABELS.get((method, said), said))


def problem_sentence(code, **numbers):
    """What is wrong with settings. numbers: base_year, target_year, base and target, as they are to be read."""
    return str(PROBLEMS[code]) % numbers


def rule_words(assessment):
    """The rule that decided, in words."""
    rule = assessment.rule
    if rule in RULES:
        return str(RULES[rule]) % {}
    return str(NO_FIGURES if assessment.verdict == VerdictWord.NO_READING else GUARD)


def _numbers(inputs, unit):
    """What the sentences are filled with; a dash where the inputs have nothing."""
    unit = unit or Unit()
    base, latest, target = (inputs.get(name) or {} for name in ("base", "latest", "target"))

    def told(value):
        return "–" if value is None else unit.say(value)

    return {
        "base": told(base.get("value")),
        "base_year": base.get("year", "–"),
        "base_setting": inputs.get("base_year", "–"),
        "latest": told(latest.get("value")),
        "latest_year": latest.get("year", "–"),
        "target": told(inputs.get("goal", target.get("value"))),
        "target_year": target.get("year", "–"),
        "broken_in": inputs.get("broken_in", "–"),
        "tally": tally_words(tally(inputs.get("members", ()))),
    }


def tally(members):
    """{verdict: how many} of the indicators of a goal, in the order of the key."""
    words = [member["verdict"] for member in members]
    return {word: words.count(word) for word in ORDER if word in words}


def tally_words(counts):
    """ "2 on track, 1 no target set": how many stand where."""
    listed = [
        pgettext("how many, which status", "%(count)s %(status)s")
        % {"count": count, "status": label(word).lower()}
        for word, count in counts.items()
    ]
    return pgettext("between the items of a list", ", ").join(listed)


def reason_sentence(assessment, unit=None):
    """Why the status is what it is, in one sentence with its numbers."""
    inputs = assessment.inputs or {}
    numbers = _numbers(inputs, unit)
    if assessment.reason:
        sentence = str(REASONS[assessment.reason]) % numbers
        if assessment.verdict == VerdictWord.NO_TARGET and (trend := trend_sentence(inputs, unit)):
            return joined(sentence, trend)
        return sentence
    if "members" in inputs:
        return _("By its indicators: %(tally)s.") % numbers
    if assessment.verdict == VerdictWord.MET:
        return _("%(latest)s in %(latest_year)s: the target of %(target)s has been reached.") % numbers
    ratio = pace_ratio(inputs)
    if ratio is None:
        return rule_words(assessment)
    numbers["ratio"] = share(ratio)
    if ratio < 0:
        return (
            _(
                "From %(base)s in %(base_year)s to %(latest)s in %(latest_year)s: away from the target of %(target)s."
            )
            % numbers
        )
    return (
        _(
            "From %(base)s in %(base_year)s to %(latest)s in %(latest_year)s: %(ratio)s of the pace that "
            "%(target)s by %(target_year)s needs."
        )
        % numbers
    )


def pace_ratio(inputs):
    """The share of the pace needed, where the method took one; None otherwise."""
    return (inputs.get("compatible") or {}).get("value") if inputs.get("target") else None


def trend_sentence(inputs, unit=None):
    """Where a series without a target is moving."""
    numbers = _numbers(inputs, unit)
    words = {
        Trend.IMPROVING: _("From %(base)s in %(base_year)s to %(latest)s in %(latest_year)s: improving."),
        Trend.WORSENING: _("From %(base)s in %(base_year)s to %(latest)s in %(latest_year)s: worsening."),
        Trend.LITTLE_CHANGE: _(
            "From %(base)s in %(base_year)s to %(latest)s in %(latest_year)s: little change."
        ),
    }
    trend = inputs.get("trend")
    if trend in words:
        return words[trend] % numbers
    for reason in inputs.get("also", ()):
        if reason in REASONS:
            # Not why there is no target, but what lacks beside it.
            return joined(_("Nor can a trend be told."), str(REASONS[reason]) % numbers)
    return ""


def also_sentences(assessment, unit=None):
    """Notes that hold beside the reason, one sentence each."""
    inputs = assessment.inputs or {}
    numbers = _numbers(inputs, unit)
    said = reason_sentence(assessment, unit)
    notes = [str(REASONS[code]) % numbers for code in inputs.get("also", ()) if code in REASONS]
    if inputs.get("broken_in") and assessment.reason != Reason.SERIES_BREAK:
        broken = _("Counting changed in %(broken_in)s; only the readings since then count.") % numbers
        notes = [note for note in notes if note != str(REASONS[Reason.SERIES_BREAK]) % numbers]
        notes.append(broken)
    if len(inputs.get("releases", ())) > 1:
        notes.append(
            _("Pieced together from several releases: %(releases)s.")
            % {"releases": pgettext("between the items of a list", ", ").join(inputs["releases"])}
        )
    elif left_out := [release for release in inputs.get("releases_left_out", ()) if release]:
        notes.append(
            _("Other releases are not mixed in: %(releases)s.")
            % {"releases": pgettext("between the items of a list", ", ").join(left_out)}
        )
    if inputs.get("methods_disagree"):
        notes.append(_("Other methods come to another answer; see the second opinions."))
    return [note for note in dict.fromkeys(notes) if note not in said]


def needed_sentence(assessment, unit=None):
    """ "To be on track, 6.0% must be reached by 2028."; empty where no path leads there or none is left to go."""
    needed = (assessment.inputs or {}).get("needed")
    if not needed or assessment.verdict == VerdictWord.MET:
        return ""
    unit = unit or Unit()
    return _("To be on track, %(value)s must be reached by %(year)s.") % {
        "value": unit.say(needed["value"]),
        "year": needed["year"],
    }


def pace_words(rate):
    """A growth rate a year, as the value moves: "+3.7% a year"."""
    return _("%(rate)s a year") % {"rate": signed_share(rate)}


def signed_share(rate):
    """A growth rate with its sign: "+3.7%"."""
    return f"{'+' if rate > 0 else ''}{share(rate, 1)}"


def step_words(step, unit=None):
    """A straight step a year: "+0.38 points a year" for percentages, otherwise in the unit."""
    unit = unit or Unit()
    text = number(step, max(unit.decimals, 2) if abs(step) < 10 else unit.decimals)
    sign = "+" if step > 0 else ""
    if unit.is_percent:
        return _("%(step)s points a year") % {"step": f"{sign}{text}"}
    return _("%(step)s a year") % {"step": f"{sign}{text}"}


def stand_sentence(counts, of=21):
    """Where the economies stand, in one or two sentences, from {verdict: how many}."""
    judged = {word: counts[word] for word in GRADES if counts.get(word)}
    unjudged = sum(count for word, count in counts.items() if word not in GRADES)
    if not judged:
        return _("No economy can be judged yet.")
    said = _("%(tally)s.") % {"tally": tally_words(judged)}
    if not unjudged:
        return said
    rest = ngettext(
        "%(count)s economy of %(of)s cannot be judged yet.",
        "%(count)s economies of %(of)s cannot be judged yet.",
        unjudged,
    ) % {"count": unjudged, "of": of}
    return joined(said, rest)


def joined(*sentences):
    """Sentences one after the other; Chinese has no space between them."""
    space = "" if reading_language() == "zh-hant" else " "
    return space.join(sentence for sentence in sentences if sentence)


def finding(assessment, unit=None):
    """The title of a chart: what the figures show, in a sentence without a full stop."""
    inputs = assessment.inputs or {}
    numbers = _numbers(inputs, unit)
    verdict = assessment.verdict
    base, latest = ((inputs.get(name) or {}).get("value") for name in ("base", "latest"))
    if latest is None:
        return _("No reading yet")
    if verdict == VerdictWord.MET:
        return _("The target of %(target)s has been reached") % numbers
    if base is None or inputs["base"]["year"] == inputs["latest"]["year"]:
        return _("%(latest)s in %(latest_year)s; a trend cannot be told") % numbers
    rises = latest > base
    if verdict == VerdictWord.LITTLE_CHANGE or latest == base:
        return _("Little change since %(base_year)s") % numbers
    sentences = {
        VerdictWord.ON_TRACK: (
            _("Rising fast enough for %(target)s by %(target_year)s"),
            _("Falling fast enough for %(target)s by %(target_year)s"),
        ),
        VerdictWord.BEHIND: (
            _("Rising, but slower than %(target)s by %(target_year)s needs"),
            _("Falling, but slower than %(target)s by %(target_year)s needs"),
        ),
        VerdictWord.MOVING_AWAY: (
            _("Rising, away from the target of %(target)s"),
            _("Falling, away from the target of %(target)s"),
        ),
        VerdictWord.NO_TARGET: (
            _("Rising since %(base_year)s; no target is set"),
            _("Falling since %(base_year)s; no target is set"),
        ),
    }
    default = (
        _("Up from %(base)s in %(base_year)s to %(latest)s in %(latest_year)s; no status can be given"),
        _("Down from %(base)s in %(base_year)s to %(latest)s in %(latest_year)s; no status can be given"),
    )
    return sentences.get(verdict, default)[0 if rises else 1] % numbers


def summary(assessment, name, unit=None):
    """The one-sentence summary of a chart, for those who do not see it. name: whose figures they are."""
    inputs = assessment.inputs or {}
    numbers = _numbers(inputs, unit) | {"name": name}
    points = inputs.get("points", ())
    if not points:
        return _("%(name)s: no reading yet.") % numbers
    if not inputs.get("base") or len(points) == 1 or inputs["base"]["year"] == inputs["latest"]["year"]:
        return _("%(name)s: %(latest)s in %(latest_year)s.") % numbers
    way = _("%(name)s: from %(base)s in %(base_year)s to %(latest)s in %(latest_year)s.") % numbers
    needed = inputs.get("needed_now")
    if not needed or needed["year"] == inputs["base"]["year"]:
        return way
    numbers["needed"] = (unit or Unit()).say(needed["value"])
    return joined(
        way,
        _("The path to %(target)s by %(target_year)s asked for %(needed)s in %(latest_year)s.") % numbers,
    )
