"""Findings by the scheme's own measure: level of supervision, light, kind on a day."""

from collections.abc import Callable, Mapping
from datetime import date

from domain.library.calendar_dates import Almanac, find
from domain.library.models.casework import CloseOutStep, EscalationLevel, KindChange, Light
from domain.library.models.extending import Extending
from domain.library.models.handled import HANDLED
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import ESCALATION_NAMES, of_the_finding
from domain.thresholds.book import Book
from domain.thresholds.comparing import holds
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, number
from domain.thresholds.evidence import Evidence
from domain.thresholds.facts import Facts, FieldValue, Row
from domain.thresholds.truth import YES

Known = Mapping[str, FieldValue]  # what the ledger says of a problem, by the keys of `models.handled.READ`


def level_for(
    scheme: Scheme, almanac: Almanac, given: Mapping[str, int], known: Known | None = None
) -> EscalationLevel | None:
    """The highest level of supervision that is reached by itself; figures by name, as the ladder uses them."""
    reached = _reached(scheme, almanac, given, known)
    return reached[-1] if reached else None


def level_above(
    scheme: Scheme, almanac: Almanac, given: Mapping[str, int], now: int, known: Known | None = None
) -> int:
    """The highest level above the present one (1 is the mildest, 0 is none) that is reached by itself, or 0.

    The days on the present level speak for the next level only: nobody has been on those in between.
    """
    if scheme.escalation is None:
        return 0
    levels = scheme.escalation.levels
    at_once = {level.key for level in _reached(scheme, almanac, {**given, "level_days": 0}, known)}
    in_turn = {level.key for level in _reached(scheme, almanac, given, known)}
    numbers = range(now + 1, len(levels) + 1)
    return max((n for n in numbers if levels[n - 1].key in (in_turn if n == now + 1 else at_once)), default=0)


def _reached(
    scheme: Scheme, almanac: Almanac, given: Mapping[str, int], known: Known | None
) -> list[EscalationLevel]:
    if scheme.escalation is None:
        return []
    figures = {name: number(given.get(name, 0), name=name) for name in ESCALATION_NAMES}
    compiler = Compiler(scheme, almanac, figures)
    place, scope = _at(scheme, known), of_the_finding(scheme, ESCALATION_NAMES)
    return [
        level
        for level in scheme.escalation.levels
        if level.when is not None and compiler.condition(level.when, scope)(place).truth is YES
    ]


def _at(scheme: Scheme, known: Known | None) -> Place:
    """Where a problem is asked about: nothing but what is known of it."""
    row = None if known is None else Row(HANDLED, "", date.min, fields=known)
    return Place(Book(scheme, Facts(), date.min), "", date.min, row=row)


def step_test(
    scheme: Scheme, almanac: Almanac, step: CloseOutStep | Extending
) -> Callable[[Known], Evidence] | None:
    """Whether a close-out step, or a limit of extensions, is for a problem; None of what is for all."""
    if step.when is None:
        return None
    test = Compiler(scheme, almanac).condition(step.when, of_the_finding(scheme))
    return lambda known: test(_at(scheme, known))


def light_for(scheme: Scheme, days_left: int) -> Light | None:
    """The light for so many days left; negative days are overdue."""
    if scheme.traffic_lights is None:
        return None
    left = number(days_left)
    for light in scheme.traffic_lights.lights:
        if all(holds(name, left, _figure(bound)) for name, bound in light.limits):
            return light
    return None


def _figure(bound: object) -> Datum:
    if not isinstance(bound, NumberValue):
        return number(0)
    return number(bound.number)


def kind_on(scheme: Scheme, almanac: Almanac, kind: str, day: date) -> str:
    """The kind that an unfinished matter of some kind has on a day: it changes from the day after."""
    change = next((one for one, on in dated_changes(scheme, almanac) if one.from_ == kind and day > on), None)
    return kind if change is None else kind_on(scheme, almanac, change.becomes, day)


def dated_changes(scheme: Scheme, almanac: Almanac) -> list[tuple[KindChange, date]]:
    """Changes of kind with their day; those whose day a person has yet to fix are left out."""
    dated = ((change, find(change.on, almanac, "end").day) for change in scheme.kind_changes)
    return [(change, on) for change, on in dated if on is not None]
