"""Assessments in the database: worked out anew for a part of the record, written only where something changed."""

import copy
from contextlib import nullcontext

from django.db import connections, router, transaction
from django.utils import timezone

from goals.judging.changes import Change, Comparison, said
from goals.judging.parts import Part, parts_of
from goals.models import Assessment, Framework, Goal, GoalIndicator, Indicator, Reading, Target
from reference.models import Economy

POSTGRESQL_LOCK = 20240513  # any number that nothing else here locks


def reassess(economies=None, goals=None, indicators=None, *, cause=None, today=None, dry_run=False):
    """Judge anew and store what changed. Returns the Changes: by goal, then economy, indicators first.

    economies: records (or ids) to keep to, None for all. goals, indicators: what to judge, None and None for
    everything; an indicator brings all its goals along, and a goal all its indicators, since its answer
    needs them. Indicators that serve no published goal are judged by themselves. cause: a Cause to write
    instead of the one found by comparing. dry_run: say what would change and write nothing.

    What editors judged is never touched. A second run finds nothing to write.
    """
    today = today or timezone.localdate()
    economies = _ids(economies)
    changes = []
    for goal_ids, loose_ids in parts_of(_ids(goals), _ids(indicators)):
        with nullcontext() if dry_run else transaction.atomic(using=_database()):
            if not dry_run:
                _wait_for_turn()
            part = Part(goal_ids, loose_ids, economies, today)
            comparison = Comparison(part, cause)
            if not dry_run:
                comparison.write(today)
        changes += comparison.changes
    return changes


def reassess_for(record, *, before=None, today=None):
    """Judge anew what a saved (or deleted) record bears upon, and return the Changes.

    record: a Reading, Target, Indicator, GoalIndicator, Goal, Framework or Economy; anything else bears upon nothing.
    before: the record as it was, when it may have belonged to another indicator, goal or economy.
    """
    scope = _scope(before, record)
    return reassess(**scope, today=today) if scope else []


def what_would_change(record, *, today=None):
    """The Changes of verdict or reason that saving a record would bring; nothing is written.

    The record is saved for a moment and taken back, so every rule of saving counts: raises ValidationError
    for one that cannot be saved. The record handed in stays as it is.
    """
    today = today or timezone.localdate()
    trial = copy.copy(record)
    before = type(record)._base_manager.filter(pk=record.pk).first() if record.pk else None
    using = router.db_for_write(type(record))
    with transaction.atomic(using=using):
        trial.save()
        scope = _scope(before, trial)
        now = _judge(scope, today)
        transaction.set_rollback(True, using=using)
    was = _judge(scope, today)
    changes = []
    for key in {**was, **now}:
        about, old = was.get(key, (None, None))
        about, new = now.get(key, (about, None))
        change = Change(*about, *said(old), *said(new))
        if change.is_of_status:
            changes.append(change)
    return changes


def _judge(scope, today):
    """{key: ((economy, goal, indicator), Judgement)} of a scope, as the record stands now."""
    if not scope:
        return {}
    judged = {}
    for goal_ids, loose_ids in parts_of(_ids(scope.get("goals")), _ids(scope.get("indicators"))):
        part = Part(goal_ids, loose_ids, _ids(scope.get("economies")), today)
        judged |= {key: (part.about(key), one) for key, one in part.judgements().items()}
    return judged


def _scope(*records):
    """What records bear upon, as arguments for reassess(); {} for nothing."""
    goals, indicators, economies = set(), set(), set()
    everywhere = False
    for record in records:
        match record:
            case Reading():
                # The first reading for persons with disabilities changes the group for every economy.
                indicators.add(record.indicator_id)
                everywhere = True
            case Target():
                indicators.add(record.indicator_id)
                economies.add(record.economy_id)
                everywhere = everywhere or record.economy_id is None
            case Indicator():
                indicators.add(record.pk)
                everywhere = True
            case GoalIndicator():
                goals.add(record.goal_id)
                indicators.add(record.indicator_id)
                everywhere = True
            case Goal():
                goals.add(record.pk)
                everywhere = True
            case Framework() if record.pk:
                goals.update(record.goals.values_list("pk", flat=True))
                everywhere = True
            case Economy():
                economies.add(record.pk)
    economies, goals, indicators = economies - {None}, goals - {None}, indicators - {None}
    if not (goals or indicators):
        return {"economies": economies} if economies else {}
    return {"goals": goals, "indicators": indicators} | ({} if everywhere else {"economies": economies})


def _ids(records):
    return None if records is None else {getattr(record, "pk", record) for record in records}


def _database():
    return router.db_for_write(Assessment)


def _wait_for_turn():
    """Let one run after the other write; SQLite does so by itself."""
    connection = connections[_database()]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POSTGRESQL_LOCK])
