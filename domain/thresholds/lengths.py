"""How long something is, where data say it: a whole number of days, months, years, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.bans import ban_end
from domain.library import wording
from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.limits import MinutesTerm
from domain.library.models.values import If, Shifted, Table
from domain.library.scopes import Scope
from domain.terms import longest
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import tell_value

AWAITED, BY_HAND = "期限待核", "期限由人确定"  # how the reason ends why a length is not known


@dataclass(frozen=True, slots=True)
class Length:
    """A term with its number, and how that was reckoned; None with the reason, while it is not known."""

    term: CountedTerm | None
    how: str
    judge: bool = False

    def fields(self, name: str, told: str) -> dict[str, Any]:
        """What a consequence says of its `within` or its `lasts`."""
        if self.term is None:
            return {name: self.how}
        found: dict[str, Any] = {name: f"{told}（{self.how}）" if self.how else told}
        found[f"{name}_count"] = self.term.count
        return found | ({"lasts_unit": self.term.unit} if name == "lasts" else {})


LengthOf = Callable[[Place], Length]


def length_of(compiler: Compiler, term: ReckonedTerm, scope: Scope) -> LengthOf:
    """A term whose number data say, as a function of the place."""
    count_of = compiler.value(term.count, scope)
    looked_up = compiler.value(term.count.table, scope) if isinstance(term.count, Table) else None
    most = longest(term.unit)

    def length(place: Place) -> Length:
        found = count_of(place)
        if why := _unknown(found):
            judge = isinstance(found, Missing) and found.judge
            return Length(None, f"{why}，{BY_HAND if judge else AWAITED}", judge)
        told = tell_value(found) if isinstance(found, Datum) else ""
        if looked_up is not None and isinstance(by := looked_up(place), Datum):
            told = f"{tell_value(by)}：{told}"
        count = found.exact if isinstance(found, Datum) else 0
        if count.denominator != 1 or not 1 <= count <= most:
            what = "超过一百年" if count > most else "不是1以上的整数"
            return Length(None, f"算得{told}（{wording.UNITS[term.unit]}），{what}，{BY_HAND}", judge=True)
        return Length(term.of(int(count)), told if looked_up or _reckoned(found) else "")

    return length


def term_of(compiler: Compiler, term: object, scope: Scope) -> LengthOf:
    """The term of a step as a function of the place, whether the scheme says its number or data do."""
    if isinstance(term, ReckonedTerm):
        return length_of(compiler, term, scope)
    found = Length(None, "期限长度未定", judge=True)
    if isinstance(term, CountedTerm | MinutesTerm) and isinstance(term.count, int):
        unit = {"count": term.count, "unit": term.unit, "from_": term.from_}
        plain = term if isinstance(term, CountedTerm) else CountedTerm.model_construct(None, **unit)
        found = Length(plain, "")
    return lambda place: found


def _unknown(found: Known) -> str:
    if isinstance(found, Missing):
        return f"{found.name}{found.why}"
    return "" if found.high is None and found.kind == "number" else f"{tell_value(found)}，还没有定"


def _reckoned(found: Known) -> bool:
    """Whether there is something to tell of how the number came out."""
    return isinstance(found, Datum) and bool(found.name or found.steps)


def lengths_of(compiler: Compiler, deed: Deed, scope: Scope) -> dict[str, LengthOf]:
    """The terms of a consequence whose numbers data say, by name."""
    terms = {"within": deed.within, "lasts": deed.lasts}
    return {
        name: length_of(compiler, term, scope)
        for name, term in terms.items()
        if isinstance(term, ReckonedTerm)
    }


def end_of(start: date, count: int, unit: str) -> date:
    """The last day, included, of something that lasts so long from its start."""
    if unit == "year":
        return ban_end(start, count) or start
    if unit == "month":
        return ban_end(start, 0, count) or start
    return start + timedelta(days=count * (7 if unit == "week" else 1))


def unmoved(ends: Any) -> Any:
    """The last day of a state (listed, counting): no holiday moves it unless that is written."""
    if isinstance(ends, If):
        return ends.model_copy(update={"then": unmoved(ends.then), "otherwise": unmoved(ends.otherwise)})
    shifted = isinstance(ends, Shifted) and ends.roll is None
    return ends.model_copy(update={"roll": "none"}) if shifted else ends
