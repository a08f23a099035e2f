"""What years and days are counted from: dates recorded once, years filled in, the order within a day."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, unknown, wrong
from domain.library.models.base import OpenMark
from domain.library.models.dates import CalendarDate
from domain.library.models.facts import Fact
from domain.library.models.scheme import Scheme, YearStart
from domain.library.models.windows import AnniversaryWindow
from domain.library.scopes import Visit, Visits
from domain.several_kinds import readable, written

_REGISTRATION = "registration"


def check_counting_from(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Anniversaries, the year of a scheme, years that are filled in, records of one day."""
    for visit in visited:
        node = visit.node
        match node:
            case AnniversaryWindow():
                yield from _standing(scheme, visit, "anniversary", node.anniversary)
                yield from _lasting(scheme, visit, node.years)
            case YearStart() if node.from_:
                yield from _standing(scheme, visit, "from", node.from_)
            case Fact() if node.ordered_by not in (None, _REGISTRATION):
                yield from _order(visit, node)
            case CalendarDate() if isinstance(node.year, OpenMark):
                declared = scheme.open.get(node.year.open)
                if declared is not None and declared.kind != "year":
                    yield wrong(visit.path, f"“{node.year.open}”作年份用，open 里的 kind 要写 year")


def _standing(scheme: Scheme, visit: Visit, field: str, key: str) -> Iterator[Doubt]:
    """A date that years are counted from: recorded once of each subject."""
    of = visit.scope.kind
    dates = [
        name
        for name, fact in scheme.facts.items()
        if fact.kind == "date" and fact.every is None and readable(fact.of, of)
    ]
    fact = scheme.facts.get(key)
    if fact is not None and fact.kind == "date" and fact.every is None and not readable(fact.of, of):
        said = f"“{key}”登记的是 {written(fact.of)}，这里的对象是 {written(str(of))}"
        yield wrong((*visit.path, field), said)
    elif key not in dates:
        yield unknown((*visit.path, field), "长期不变的日期（kind: date，不写 every）", key, dates)


def _lasting(scheme: Scheme, visit: Visit, years: int | str) -> Iterator[Doubt]:
    """A figure that says how many years run together: recorded once of each subject."""
    of = visit.scope.kind
    known = [
        key
        for key, fact in scheme.facts.items()
        if fact.kind == "number" and fact.every is None and readable(fact.of, of)
    ]
    if isinstance(years, str) and years not in known:
        yield unknown((*visit.path, "years"), "长期不变的数（kind: number，不写 every）", years, known)


def _order(visit: Visit, fact: Fact) -> Iterator[Doubt]:
    fields = [key for key, field in fact.asked.items() if field.kind in {"time", "number"}]
    if fact.ordered_by not in fields:
        known = [*fields, "registration"]
        yield unknown((*visit.path, "ordered_by"), "时刻或次序登记项", str(fact.ordered_by), known)
