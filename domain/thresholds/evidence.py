"""Why a condition came out as it did: kept while judging, told only when somebody asks."""

import re
from dataclasses import dataclass, replace

from domain.thresholds.comparing import holds
from domain.thresholds.data import LITERAL, Datum, Known, Missing, show, show_plain
from domain.thresholds.truth import Truth

SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<", "equals": "="}
_FAILED = {"at_least": "<", "above": "≤", "at_most": ">", "below": "≥", "equals": "≠"}
_GATHERED = re.compile(r"\d+(期平均|项合计)")  # a figure of several, which its name does not say
_DECIDED = {"all": Truth.NO, "any": Truth.YES}
_JOIN = {"all": "；且", "any": "；或", "some": "；", "streak": "；"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answer of one condition with what it was answered from.

    `kind` names the form; `bounds` are the comparisons made; `parts` the conditions below it.
    """

    truth: Truth
    kind: str
    left: Known | None = None
    bounds: tuple[tuple[str, Known], ...] = ()
    parts: "tuple[Evidence, ...]" = ()
    text: str = ""

    def tell(self) -> str:
        """One line of Chinese with the figures."""
        if self.kind == "compare":
            return _tell_compare(self)
        if self.parts:
            told = _JOIN.get(self.kind, "；").join(part._inner() for part in self._telling())
            return f"{self.text}：{told}" if self.text else told
        return self.text

    def unknown(self) -> Missing | None:
        """The first figure for want of which there is no answer."""
        for found in (self.left, *(bound for _, bound in self.bounds)):
            if isinstance(found, Missing):
                return found
        open_parts = (part.unknown() for part in self.parts if part.truth is self.truth)
        return next((found for found in open_parts if found is not None), None)

    def _telling(self) -> "tuple[Evidence, ...]":
        """The parts that are told: of several grounds those that hold; what is not known where another has decided."""
        if _DECIDED.get(self.kind) is not self.truth:
            return self.parts
        if self.kind == "any":
            return tuple(part for part in self.parts if part.truth is Truth.YES)
        return tuple(part for part in self.parts if part.truth not in (Truth.PENDING, Truth.JUDGE))

    def _inner(self) -> str:
        """As a part of another condition: several parts joined stand in brackets."""
        joined = self.kind in {"all", "any", "some"} and len(self._telling()) > 1
        return f"（{self.tell()}）" if joined else self.tell()

    def figures(self) -> dict[str, str]:
        """The figures used, by name."""
        found: dict[str, str] = {}
        if isinstance(self.left, Datum):
            found[self.left.name or "数值"] = show(self.left)
        for part in self.parts:
            found |= part.figures()
        return found

    def missing(self) -> tuple[str, ...]:
        """What data lack, or what a person has to say; what is known not to be there lacks nothing."""
        values = (self.left, *(bound for _, bound in self.bounds))
        found = [_missing(one) for one in values if isinstance(one, Missing) and not one.absent]
        if self.kind in {"judgement", "records"} and self.truth in (Truth.JUDGE, Truth.PENDING):
            found.append(self.text)
        for part in self.parts:
            found += part.missing()
        return tuple(dict.fromkeys(found))


def _missing(value: Missing) -> str:
    return f"{value.name}{value.why}" if value.name else value.why


def _tell_compare(one: Evidence) -> str:
    left = one.left
    if left is None or isinstance(left, Missing):
        return _tell_missing(left) if left else ""
    names = {name for name, _ in one.bounds}
    if left.kind == "text" and names and names <= {"is", "one_of"}:
        told = f"{left.name}为“{left.text}”{_reason(left)}"
        return told + ("" if one.truth is Truth.YES else _not_among(one))
    if not one.bounds:
        return f"{tell_value(left)}，不在任何一档"
    if left.kind == "flag" and names == {"is"} and left.name:
        return f"“{left.name}”为“{show(left)}”"
    if _says_itself(one, left):
        return tell_value(left)
    left = next((_in_unit_of(bound, left) for _, bound in one.bounds if isinstance(bound, Datum)), left)
    signs = [_tell_bound(left, name, bound, one.truth) for name, bound in one.bounds]
    name, bound = one.bounds[0]
    comma = isinstance(bound, Missing) or name == "one_of"
    return f"{tell_value(left)}{'，' if comma else ' '}{'，'.join(signs)}".strip()


def _reason(left: Datum) -> str:
    """What a word comes from: the figure that lies in its band, the grade that was moved."""
    if left.how and left.how != LITERAL:
        return f"（{left.how}）"
    return f"（{tell_value(left.steps[0])}）" if left.steps else ""


def _says_itself(one: Evidence, left: Datum) -> bool:
    """5 − 4 = 1 needs no second = 1."""
    name, bound = one.bounds[0]
    literal = isinstance(bound, Datum) and bound.how == LITERAL
    told = len(left.steps) > 1 and left.kind == "number"
    return one.truth is Truth.YES and len(one.bounds) == 1 and name == "equals" and literal and told


def _not_among(one: Evidence) -> str:
    """，不是“甲”; ，不是甲、乙之一."""
    name, bound = one.bounds[0]
    wanted = show(bound)
    return f"，不是{wanted}之一" if name == "one_of" and "、" in wanted else f"，不是“{wanted}”"


def _tell_missing(left: Missing) -> str:
    return f"{_missing(left)}，{_outcome(left)}"


def _outcome(of: Missing) -> str:
    return "由人判定" if of.judge else "不成立" if of.absent else "待核"


def _tell_bound(left: Datum, name: str, bound: Known, truth: Truth) -> str:
    if name == "one_of" and left.kind == "number":
        return f"{'是' if truth is Truth.YES else '不是'}{show(bound)}之一"
    if name in {"is", "one_of"}:
        return f"{'是' if truth is Truth.YES else '不是'}“{show(bound)}”" if left.kind == "text" else ""
    if isinstance(bound, Missing):
        why = (
            f"与{bound.name}比较（{bound.why.removeprefix('（').removesuffix('）')}）"
            if bound.name
            else bound.why
        )
        return f"{why}，{_outcome(bound)}"
    held = holds(name, left, bound)
    sign = SIGNS[name] if held else _FAILED[name] if held is False else "可能" + SIGNS[name]
    return f"{sign} {tell_value(_in_unit_of(left, bound))}"


def _in_unit_of(left: Datum, bound: Datum) -> Datum:
    """A bound of a percentage is told as a percentage, unless it is a fraction as it was written."""
    if not left.percent or bound.percent or bound.kind != "number" or bound.text:
        return bound
    return replace(bound, percent=True)


def tell_value(value: Datum) -> str:
    """A value with its name and, where it was computed, how."""
    if value.how == LITERAL:
        return show(value)
    head = f"{value.name} " if value.name else ""
    if len(value.steps) == 1 and value.how:
        return f"{head}{_tell_rounded(value)}"
    if value.steps and value.how:
        body = f" {value.how} ".join(_step(step) for step in value.steps[:8])
        more = " …" if len(value.steps) > 8 else ""
        return f"{head}{body}{more} = {show_plain(value) if value.how == '÷' else show(value)}"
    told = show_plain(value) if "÷" in value.how else show(value)
    return f"{head}{told}（{value.how}）" if value.how else f"{head}{told}"


def _step(step: Datum, depth: int = 0) -> str:
    """A figure that a value was computed from; one without a name says in turn what it was computed from."""
    if step.name or not step.steps or not step.how or depth > 2:
        parted = step.percent and step.high is None and step.how != LITERAL
        gathered = _GATHERED.match(step.how) if step.name else None
        told = f"（{gathered[0]}）" if gathered else ""
        return f"{step.name}{show_plain(step) if parted else show(step)}{told}"
    if len(step.steps) == 1:
        return _tell_rounded(step)
    return f"（{f' {step.how} '.join(_step(one, depth + 1) for one in step.steps[:8])}）"


def _tell_rounded(value: Datum) -> str:
    """5（4.515进一取整）; where nothing was rounded off, the value alone."""
    step = value.steps[0]
    inner = tell_value(step)
    if value.exact == step.exact:
        return inner
    if "÷" in step.how and not step.steps:
        inner = f"{step.name}{step.how} = {show(step)}"
    return f"{show(value)}（{inner}{'，' if ' ' in inner else ''}{value.how}）"
