"""Consequences compiled: amounts from their bases, terms from their start events."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.lasting import last_day
from domain.library import wording
from domain.library.calendar_dates import find, term_due
from domain.library.models import consequences as q
from domain.library.models.dates import CountedTerm, DateSpec, RelativeDate, Term, UntilTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.name_words import NameWords
from domain.library.named_days import names_in
from domain.library.scopes import Scope
from domain.thresholds import bounding
from domain.thresholds.amount_run import amount_of, points_of
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.dated import anchor_at, find_at, of_the_place
from domain.thresholds.deed_pauses import DeedPauses
from domain.thresholds.lengths import lengths_of
from domain.thresholds.truth import NO, YES
from domain.thresholds.verdicts import Following

FollowingOf = Callable[[Place], Following | None]
TimesOf = Callable[[Place], dict[str, Any]]


def compiled(
    compiler: Compiler, many: q.Consequences, scope: Scope
) -> Callable[[Place], tuple[Following, ...]]:
    """All consequences of an entry as a function of the place where it was met."""
    each = [_one(compiler, consequence, scope) for consequence in many]

    def all_following(place: Place) -> tuple[Following, ...]:
        found = [one(place) for one in each]
        return tuple(one for one in found if one is not None)

    return all_following


def _one(compiler: Compiler, consequence: q.Consequence, scope: Scope) -> FollowingOf:
    if isinstance(consequence, q.Deed):
        return _deed(compiler, consequence, scope)
    choices = [_alternative(compiler, one, scope) for one in consequence.choose_one]
    nature = consequence.nature

    def choice(place: Place) -> Following | None:
        found = tuple(one for one in (choose(place) for choose in choices) if one is not None)
        if len(found) < 2:  # what holds for none of them is no consequence, and of one nothing is to choose
            return replace(found[0], nature=nature) if found else None
        label = "择一：" + " / ".join(one.label for one in found)
        return Following("choose_one", label, nature, alternatives=found)

    return choice


def _alternative(compiler: Compiler, one: q.Deed | q.Together, scope: Scope) -> FollowingOf:
    """One alternative: an act, or several that go together."""
    if isinstance(one, q.Deed):
        return _deed(compiler, one, scope)
    parts = [_deed(compiler, deed, scope) for deed in one.together]

    def together(place: Place) -> Following | None:
        found = tuple(part for part in (of(place) for of in parts) if part is not None)
        if len(found) < 2:
            return found[0] if found else None
        label = "并".join(part.text or part.label for part in found)
        return Following("together", label, "must", alternatives=found)

    return together


def _deed(compiler: Compiler, deed: q.Deed, scope: Scope) -> FollowingOf:
    amount = (
        amount_of(compiler, deed.amount, scope, signed=deed.do == "settle")
        if deed.amount is not None
        else None
    )
    points = points_of(compiler, deed, deed.points, scope) if deed.points is not None else None
    when = compiler.optional(deed.when, scope)
    fixed = _fixed_parts(compiler, deed, scope)
    times = _timed(compiler, deed, scope)

    def following(place: Place) -> Following | None:
        condition = ""
        if when is not None:
            evidence = when(place)
            if evidence.truth is NO:
                return None
            condition = "" if evidence.truth is YES else evidence.tell()
        return Following(
            amount=amount(place) if amount else None,
            condition=condition,
            **{**fixed, **(points(place) if points else {}), **times(place)},
        )

    return following


def _timed(compiler: Compiler, deed: q.Deed, scope: Scope) -> TimesOf:
    """By when it is to be done and how long it lasts, where data say it or its days hang on the place."""
    lengths = lengths_of(compiler, deed, scope)
    if not lengths:
        return _times(compiler, deed, scope)

    def times(place: Place) -> dict[str, Any]:
        found = {name: of(place) for name, of in lengths.items()}
        settled = deed.model_copy(update={name: one.term for name, one in found.items()})
        parts = _times(compiler, settled, scope)(place)
        for name, one in found.items():
            parts |= one.fields(name, parts[name])
        return parts

    return times


def _times(compiler: Compiler, deed: q.Deed, scope: Scope) -> TimesOf:
    """What is known of its time beforehand, and the days that each place adds."""
    names = NameWords(compiler.scheme).names_for(scope)
    within, due = _term(compiler, deed.within, names)
    lasts, until = _lasting(compiler, deed, names)
    fixed = {"within": within, "due": due, "lasts": lasts, "until": until}
    if deed.pauses and (deed.within is not None or deed.lasts is not None):
        pauses, bare = DeedPauses(compiler, deed, scope), deed.model_copy(update={"pauses": ()})
        times = _times(compiler, bare, scope)
        return lambda place: pauses.applied(place, times(place))
    days = _days_by_place(compiler, deed)
    bounds = bounding.of_deed(compiler.almanac, deed, within) if by_date(deed.within) is None else None
    if days is None and bounds is None:
        return lambda place: fixed
    return lambda place: fixed | (days(place) if days else {}) | (bounds(place) if bounds else {})


def _days_by_place(compiler: Compiler, deed: q.Deed) -> Callable[[Place], dict[str, date | None]] | None:
    """The days that hang on a date of the subject or of the record; None where none does."""
    ends = {"due": by_date(deed.within), "until": _stays(by_date(deed.lasts))}
    dated = {name: end for name, end in ends.items() if end is not None and _hangs(compiler, end)}
    recorded = _recorded(compiler, deed)
    if not dated and not recorded:
        return None
    almanac = compiler.almanac

    def days(place: Place) -> dict[str, date | None]:
        found = {name: find_at(by, almanac, "end", place).day for name, by in dated.items()}
        if recorded and deed.starts is not None:
            found["begins"] = anchor_at(deed.starts, almanac, place)
            found = {"until": _last(compiler, deed, found["begins"])} | found
        return found

    return days


def _hangs(compiler: Compiler, end: DateSpec) -> bool:
    return bool([*names_in(end)]) or of_the_place(end, compiler.almanac)


_OF_PERIOD = {"期初": "period_start", "期末": "period_end"}


def by_date(term: object) -> DateSpec | None:
    """The date up to which a term runs, where it is one, or is counted from the period in hand."""
    if isinstance(term, CountedTerm) and term.from_ in _OF_PERIOD:
        return RelativeDate.model_construct(
            after=_OF_PERIOD[term.from_], before=None, count=term.count, unit=term.unit, roll=term.roll,
            no_later_than=term.no_later_than, no_earlier_than=term.no_earlier_than,
        )  # fmt: skip
    return term.by if isinstance(term, UntilTerm) else None


def _stays(by: DateSpec | None) -> DateSpec | None:
    """The last day of a state: other than that of a term to act in, it is not moved by a holiday."""
    return by.model_copy(update={"roll": "none"}) if isinstance(by, RelativeDate) and by.roll is None else by


def _recorded(compiler: Compiler, deed: q.Deed) -> bool:
    """Whether it lasts from a date, and not from an event of the proceedings (决定、送达)."""
    if deed.starts is None or not isinstance(deed.starts, str):
        return deed.starts is not None
    return deed.starts in NameWords(compiler.scheme).names


def begins_at(compiler: Compiler, deed: q.Deed, place: Place) -> tuple[date, bool]:
    """From when a state lasts: the day of the verdict unless it says another; and whether that one is known."""
    if deed.starts is None:
        return place.moment, True
    found = anchor_at(deed.starts, compiler.almanac, place)
    day = found.date() if isinstance(found, datetime) else found
    return day or place.moment, day is not None or not _recorded(compiler, deed)


def _last(compiler: Compiler, deed: q.Deed, begins: date | None) -> date | None:
    """The last day of what lasts so long from its first day, or up to a fixed one."""
    if (by := _stays(by_date(deed.lasts))) is not None:
        return find(by, compiler.almanac, "end").day
    if begins is None or not isinstance(deed.lasts, CountedTerm) or not isinstance(deed.lasts.count, int):
        return None
    return last_day(begins, deed.lasts.count, deed.lasts.unit, compiler.almanac.calendar)


def _fixed_parts(compiler: Compiler, deed: q.Deed, scope: Scope) -> dict[str, Any]:
    scheme, names = compiler.scheme, NameWords(compiler.scheme).names_for(scope)
    return {
        "do": deed.do,
        "label": q.ACT_NAMES[deed.do],
        "nature": deed.nature,
        "text": deed.text or "",
        "on": wording.party(scheme, deed.on) if deed.on else "",
        "to": deed.to,
        "starts": wording.date_text(deed.starts, names) if deed.starts is not None else "",
        "scope": deed.scope or "",
        "grade": deed.grade or "",
        "list": scheme.lists[deed.list_].name if deed.list_ else "",
        "balance": scheme.balances[deed.balance].name if deed.balance else "",
        "document": deed.document or "",
        "under": deed.under or "",
        "decided_by": deed.decided_by or "",
    }


def _term(
    compiler: Compiler, term: Term | ReckonedTerm | None, names: Mapping[str, str]
) -> tuple[str, date | None]:
    if term is None or isinstance(term, ReckonedTerm):
        return "", None
    if isinstance(term, UntilTerm) and _hangs(compiler, term.by):
        return wording.term(term, names), None
    if isinstance(term, CountedTerm | UntilTerm):
        found = term_due(term, compiler.almanac)
        return found.text, found.day
    return wording.term(term), None


def _lasting(compiler: Compiler, deed: q.Deed, names: Mapping[str, str]) -> tuple[str, date | None]:
    if deed.lasts is None or isinstance(deed.lasts, ReckonedTerm):
        return "", None
    text = wording.lasting(deed.lasts, names)
    event = deed.starts or "决定"
    start = compiler.almanac.events.get(event) if isinstance(event, str) else None
    return text, _last(compiler, deed, start)
