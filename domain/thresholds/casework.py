"""Findings by the scheme's own measure: level of supervision, light, kind on a day."""

from collections.abc import Mapping
from datetime import date

from domain.library.calendar_dates import Almanac, find
from domain.library.models.casework import EscalationLevel, Light
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import ESCALATION_NAMES, Scope
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, number
from domain.thresholds.evidence import holds
from domain.thresholds.facts import Facts
from domain.thresholds.truth import YES


def level_for(scheme: Scheme, almanac: Almanac, given: Mapping[str, int]) -> EscalationLevel | None:
    """The highest level of supervision that is reached by itself; figures by name, as the ladder uses them."""
    if scheme.escalation is None:
        return None
    figures = {name: number(given.get(name, 0), name=name) for name in ESCALATION_NAMES}
    compiler = Compiler(scheme, almanac, figures)
    place = Place(Book(scheme, Facts(), date.min), "", date.min)
    scope = Scope(given=ESCALATION_NAMES)
    reached = [
        level
        for level in scheme.escalation.levels
        if level.when is not None and compiler.condition(level.when, scope)(place).truth is YES
    ]
    return reached[-1] if reached else None


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
    for change in scheme.kind_changes:
        on = find(change.on, almanac, "end").day
        if change.from_ == kind and on is not None and day > on:
            return kind_on(scheme, almanac, change.becomes, day)
    return kind
