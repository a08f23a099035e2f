"""Days on which something is due, compared with what a case expects."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from domain.library import wording
from domain.library.calendar_dates import Almanac, Found, find, term_due
from domain.library.models import cases as k
from domain.library.models.consequences import Consequences, Deed
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.named_days import names_in
from domain.library.schedule import ResolvedDeliverable, resolve_deliverables
from domain.library.scopes import Scope
from domain.library.yearly import yearly_day
from domain.thresholds import spans
from domain.thresholds.bounding import bounded_due, bounds_at, written
from domain.thresholds.context import Place
from domain.thresholds.dated import find_at, of_the_place
from domain.thresholds.deed_pauses import DeedPauses
from domain.thresholds.following import by_date
from domain.thresholds.lengths import length_of
from domain.thresholds.owed import same_for_all
from domain.thresholds.trial_ground import Finding, Ground

Day = tuple[str, date | None, str]


def check_due(ground: Ground, one: k.ExpectedDue) -> Iterator[Finding]:
    """One expected day; a turn that does not exist has not even no day."""
    found = list(_dues_of(ground, one))
    if one.turns is not None and len(found) != one.turns:
        yield Finding(False, one.id, "", f"应有{one.turns}次，实有{len(found)}次")
    elif one.turns is not None and "due" not in one.model_fields_set:
        yield Finding(True, one.id, found[0][0] if found else "", f"共{len(found)}次")
    elif not found:
        yield Finding(False, one.id, "", "没有这项报送、任务或带期限的后果")
    elif (one.turn or 1) > len(found):
        year = "；要看另一年的，案例里写 year" if len(found) == 1 else ""
        yield Finding(False, one.id, found[0][0], f"没有第{one.turn}次：一共{len(found)}次{year}")
    else:
        yield _compared(one, found[(one.turn or 1) - 1])


def _compared(one: k.ExpectedDue, found: Day) -> Finding:
    clause, day, text = found
    passed = day == one.due and (one.says is None or one.says in text)
    wrong = f"应为{one.due or '没有日子'}，实为{day or '没有日子'}（{text}）"
    return Finding(passed, one.id, clause, text if passed else wrong)


def _dues_of(ground: Ground, one: k.ExpectedDue) -> Iterator[Day]:
    scheme = ground.engine.scheme
    almanac = ground.engine.almanac
    almanac = replace(almanac, events={**almanac.events, **_recorded(ground, one.subject), **one.events})
    yield from _of_deliverables(ground, one, almanac)
    for task in scheme.tasks:
        if task.id == one.id and task.due is not None:
            due = find(task.due, almanac, "end")
            yield task.clause, due.day, due.text
    for clause, deed in _deeds(ground, one):
        if one.id in scheme.finding_kinds and (each := yearly_day(scheme, deed.within)) is not None:
            ends = each.applied(almanac.events.get("送达", ground.today), almanac.calendar)
            yield clause, ends.due, ends.rule
            continue
        for due in _of_deed(ground, one, deed, almanac):
            yield clause, due.day, due.text


def hang_on_verdicts(ground: Ground) -> bool:
    """Whether a day that a case expects can only be told of a judged period or record."""
    standing = {
        key for key, fact in ground.engine.scheme.facts.items() if fact.kind == "date" and not fact.every
    }
    known = standing | ground.engine.almanac.events.keys()
    return any(
        deed.pauses or isinstance(deed.within, ReckonedTerm) or _hangs(ground, deed.within, known)
        for one in ground.case.expect.dues
        for _, deed in _deeds(ground, one)
    )


def _hangs(ground: Ground, term: object, known: Collection[str]) -> bool:
    """Whether the day of a term can only be told at a place: of its record, its period, its year."""
    days = [by] if (by := by_date(term)) is not None else [bound for _, bound in written(term)]
    return any(not {*names_in(day)} <= {*known} or of_the_place(day, ground.engine.almanac) for day in days)


def _of_deed(ground: Ground, one: k.ExpectedDue, deed: Deed, almanac: Almanac) -> Iterator[Found]:
    """The day of a consequence; where it hangs on the period or the record, one for each judgement."""
    if deed.pauses and isinstance(deed.within, CountedTerm):
        pauses = DeedPauses(ground.engine.compiler, deed, _scope_of(ground, one.id))
        told, free = wording.term(deed.within), term_due(deed.within, almanac)
        for place in _places(ground, one):
            times = pauses.applied(place, {"within": told, "due": free.day})
            yield Found(times["due"], times["within"])
        return
    if isinstance(deed.within, ReckonedTerm):
        reckoned = length_of(ground.engine.compiler, deed.within, _scope_of(ground, one.id))
        for place in _places(ground, one):
            length = reckoned(place)
            yield Found(None, length.how) if length.term is None else _due_at(length.term, almanac, place)
    if not isinstance(deed.within, CountedTerm | UntilTerm):
        return
    unknown = _hangs(ground, deed.within, almanac.events.keys())
    places = list(_places(ground, one)) if unknown else []
    yield from (_due_at(deed.within, almanac, place) for place in places)
    if not places:
        yield term_due(deed.within, almanac)


def _due_at(term: CountedTerm | UntilTerm, almanac: Almanac, place: Place) -> Found:
    if (by := by_date(term)) is not None:
        return find_at(by, almanac, "end", place)
    if isinstance(term, CountedTerm) and [*written(term)]:
        return bounded_due(term, bounds_at(term, almanac, place), almanac)
    return term_due(term, almanac)


def _places(ground: Ground, one: k.ExpectedDue) -> Iterator[Place]:
    """Where the entry was judged, above all where something follows."""
    subject, grains = one.subject or ground.case.subject, ground.book.scheme.grains
    period = None if one.period is None else str(spans.parse(one.period, grains))
    judged = [
        verdict
        for verdict in ground.verdicts
        if verdict.id == one.id and subject in (None, verdict.subject)
        if period in (None, verdict.period) and one.date in (None, verdict.day)
    ]
    if one.period is not None and subject is not None and not judged:
        yield ground.place(subject, one.period, None)
    for verdict in [verdict for verdict in judged if verdict.acts] or judged:
        if verdict.period:
            yield ground.place(verdict.subject, verdict.period, None, verdict.unit)
    days = {(verdict.subject, verdict.day) for verdict in judged if not verdict.period}
    for row in ground.book.rows.get(_record_of(ground, one.id), {}).get(subject or "", ()):
        if (row.subject, row.day) in days:
            yield Place(ground.book, row.subject, row.day, unit=row.unit, row=row)


def _scope_of(ground: Ground, entry: str) -> Scope:
    """The names in reach of what follows from an entry."""
    engine = ground.engine
    if entry in engine.rules:
        return engine.rules[entry].scope
    if entry in engine.duties:
        duty = engine.duties[entry].duty
        return Scope(kind=duty.subject, grain=duty.every)
    record = _record_of(ground, entry)
    return Scope(record=record, kind=engine.scheme.facts[record].of)


def _record_of(ground: Ground, entry: str) -> str:
    """The kind of record on which an entry is judged; empty where it is judged by the period."""
    scheme = ground.engine.scheme
    of = {rule.id: rule.on or "" for rule in scheme.rules} | {
        one.id: one.record for one in scheme.time_limits
    }
    return of.get(entry, "")


def _recorded(ground: Ground, subject: str | None) -> dict[str, date]:
    """The standing dates recorded of a subject."""
    if subject is None and ground.case.subject is None:
        return {}
    known = subject or ground.case.subject or ""
    keys = [key for key, fact in ground.engine.scheme.facts.items() if fact.kind == "date" and not fact.every]
    found = {key: ground.book.day_of(key, known) for key in keys}
    return {key: day for key, day in found.items() if day is not None}


def _of_deliverables(ground: Ground, one: k.ExpectedDue, almanac: Almanac) -> Iterator[Day]:
    turns = resolve_deliverables(
        ground.library,
        almanac.year,
        settings=ground.case.settings,
        events=almanac.events,
        calendar=almanac.calendar,
    )
    for turn in turns:
        if turn.id == one.id and _exempt(ground, one, turn):
            yield turn.clause, None, f"{turn.title}：不用报送（符合除外情形）"
        elif turn.id == one.id:
            yield turn.clause, turn.due, f"{turn.title}：{turn.due_text}"


def _exempt(ground: Ground, one: k.ExpectedDue, turn: ResolvedDeliverable) -> bool:
    """Whether the unit does not owe the turn; of a turn without a day how things stand today is asked."""
    run = ground.engine.filings[one.id]
    if run.unless is None:
        return False
    subject = (
        one.subject or ground.case.subject or ("" if same_for_all(run.one.unless) else ground.subject(None))
    )
    return run.exempt(Place(ground.book, subject, turn.about_until or turn.due or ground.today))


def _deeds(ground: Ground, one: k.ExpectedDue) -> Iterator[tuple[str, Deed]]:
    scheme, entry = ground.engine.scheme, one.id
    for rule in scheme.rules:
        if rule.id == entry:
            groups: list[Consequences] = [rule.then, rule.otherwise, *(tier.then for tier in rule.tiers)]
            yield from ((rule.clause, deed) for group in groups for deed in _flat(group))
    judged = {one.id: (one.clause, one.otherwise) for one in scheme.duties}
    judged |= {one.id: (one.clause, one.otherwise) for one in scheme.time_limits}
    if entry in judged:
        clause, group = judged[entry]
        yield from ((clause, deed) for deed in _flat(group))
    if scheme.escalation is not None:
        for level in scheme.escalation.levels:
            if level.key == entry:
                yield scheme.escalation.clause, Deed.model_construct(do="other", within=level.within)
    if entry in scheme.finding_kinds:
        kind = scheme.finding_kinds[entry]
        within = kind.term_of(one.nature or "", relapsed=one.relapsed)
        yield kind.clause, Deed.model_construct(do="rectify", within=within)


def _flat(consequences: Consequences) -> Iterator[Deed]:
    for one in consequences:
        if isinstance(one, Deed):
            yield one
        else:
            yield from one.deeds
