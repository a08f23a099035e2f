"""The facts of a case, read from its YAML into what the engine takes."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any

from domain.errors import Invalid
from domain.library.models.base import read_day
from domain.library.models.cases import Case
from domain.library.models.decided import ACT, TITLE
from domain.library.models.facts import Fact
from domain.library.models.ledger import COUNTED
from domain.library.models.scheme import Scheme
from domain.several_kinds import includes
from domain.thresholds import spans
from domain.thresholds.case_fields import figure, flag, read_field
from domain.thresholds.case_problems import problem_rows
from domain.thresholds.data import show_number
from domain.thresholds.facts import Check, Facts, Judgement, Mark, Reading, Row, Subject
from domain.thresholds.trial_subjects import InCase, Lone, Usual, require_kinds

_COMMON = {"subject", "period", "unit", "final", "date"}
_VALUE_KEYS = {
    "ratio": {"numerator", "denominator", "value"},
    "rank": {"rank", "out_of"},
    "tally": {"counts"},
    "record": set[str](),
}


def facts_of(case: Case, scheme: Scheme) -> Facts:
    """All facts of a case; raises `Invalid` with a sentence that names the fact and the row."""
    readings: list[Reading] = []
    rows: list[Row] = []
    usual = Usual(case, scheme)
    for key, items in case.facts.items():
        fact = scheme.facts.get(key)
        if fact is None:
            raise Invalid({"facts": f"方案没有声明数据“{key}”"})
        for number, raw in enumerate(items, 1):
            try:
                one = _one(key, fact, raw, usual, f"{key}第{number}条")
            except Invalid as mistake:
                raise InCase(("facts", key, number - 1), str(mistake)) from mistake
            if isinstance(one, Row):
                rows.append(one)
            else:
                readings.append(one)
    rows += problem_rows(case, scheme)
    require_kinds(case, scheme, [*readings, *rows])
    lone = Lone(case, readings, rows)
    return Facts(
        subjects=tuple(_subjects(case, scheme, {one.fact for one in readings} | {one.fact for one in rows})),
        readings=tuple(readings),
        rows=tuple(rows),
        judgements=tuple(_judgements(case, lone, scheme.grains)),
        checks=tuple(_checks(case, lone)),
        marks=tuple(_marks(case, lone, scheme.grains)),
    )


def _subjects(case: Case, scheme: Scheme, told: AbstractSet[str]) -> Iterator[Subject]:
    """Who is named, and the district where rules look at it: there is one, of which a case need not speak."""
    for one in case.subjects:
        yield Subject(one.id, one.kind, one.name or one.id, one.belongs_to, one.since, one.until)
    spoken_of = {one.kind for one in case.subjects} | {scheme.facts[key].of for key in told}
    if scheme.looks_at_district and not any(includes(kind, "district") for kind in spoken_of):
        yield Subject(scheme.scheme.region, "district", scheme.scheme.region)


def _one(key: str, fact: Fact, raw: Mapping[str, Any], usual: Usual, where: str) -> Reading | Row:
    allowed = _COMMON | (set(fact.asked) if fact.kind == "record" else _VALUE_KEYS.get(fact.kind, {"value"}))
    unknown = [name for name in raw if name not in allowed]
    if fact.parts:
        raise Invalid({"facts": f"{where}：“{fact.name}”由几种登记合在一起，写在 {'、'.join(fact.parts)} 下"})
    if computed := [fact.fields[name].name for name in unknown if name in fact.fields]:
        raise Invalid({"facts": f"{where}：“{'、'.join(computed)}”由系统计算，不登记"})
    if unknown:
        raise Invalid(
            {"facts": f"{where}：不认识的键“{'、'.join(unknown)}”，可写 {'、'.join(sorted(allowed))}"}
        )
    subject = usual.subject(raw.get("subject"), fact.of, where)
    unit = str(raw["unit"]) if raw.get("unit") is not None else None
    try:
        if fact.kind == "record":
            return _row(key, fact, raw, subject, unit, where)
        return _reading(key, fact, raw, subject, unit, where)
    except ValueError as error:
        raise Invalid({"facts": f"{where}：{error}"}) from error


def _row(key: str, fact: Fact, raw: Mapping[str, Any], subject: str, unit: str | None, where: str) -> Row:
    if "date" not in raw:
        raise Invalid({"facts": f"{where}：没有写 date（日期）"})
    fields = {name: read_field(one, raw.get(name), where) for name, one in fact.asked.items()}
    if fact.of_findings:  # the ledger always has its figures
        fields = {name: COUNTED.get(name) if told is None else told for name, told in fields.items()}
    if fact.of_decisions and fields.get(TITLE) is None:
        fields[TITLE] = fields.get(ACT)  # as the work itself has it
    return Row(key, subject, read_day(raw["date"]), unit, fields, where)


def _reading(
    key: str, fact: Fact, raw: Mapping[str, Any], subject: str, unit: str | None, where: str
) -> Reading:
    if fact.every is not None and raw.get("period") is None:
        raise Invalid({"facts": f"{where}：没有写 period（统计期）"})
    if fact.every is None and raw.get("period") is not None:
        raise Invalid({"facts": f"{where}：这项数据不分期，不写 period"})
    period = str(spans.read(str(raw["period"]), fact.every or "")) if raw.get("period") is not None else ""
    values = _values(fact, raw, where)
    _possible(fact, values, where)
    day = values.pop("day", None) or (read_day(raw["date"]) if "date" in raw else None)
    return Reading(key, subject, period, unit, final=flag(raw.get("final", True)), day=day, **values)


def _possible(fact: Fact, values: Mapping[str, Any], where: str) -> None:
    """Refuses figures beyond the limits that the scheme writes for the fact."""
    top, bottom = values.get("numerator"), values.get("denominator")
    number = Fraction(top) / Fraction(bottom) if top is not None and bottom else values.get("number")
    low, high = fact.at_least, fact.at_most
    if number is not None and ((low is not None and number < low) or (high is not None and number > high)):
        raise Invalid({"facts": f"{where}：{show_number(Fraction(number))}超出“{fact.name}”声明的范围"})


def _values(fact: Fact, raw: Mapping[str, Any], where: str) -> dict[str, Any]:
    match fact.kind:
        case "ratio" if "numerator" in raw or "denominator" in raw:
            return {name: figure(raw.get(name)) for name in ("numerator", "denominator")}
        case "rank":
            return {"rank": int(raw["rank"]), "out_of": int(raw["out_of"]) if "out_of" in raw else None}
        case "tally":
            return {"counts": _counts(fact, raw.get("counts"), where)}
    value = raw.get("value")
    if value is None:
        return {}
    if fact.kind in {"number", "amount", "ratio"}:
        return {"number": figure(value)}
    if fact.kind == "flag":
        return {"flag": flag(value)}
    if fact.kind == "date":
        return {"day": read_day(value)}
    return {"text": _word(fact, str(value), where)}


def _word(fact: Fact, text: str, where: str) -> str:
    words = fact.grades or fact.options
    if words and text not in words:
        raise Invalid({"facts": f"{where}：只能是 {'、'.join(words)}，现在是“{text}”"})
    return text


def _counts(fact: Fact, raw: Any, where: str) -> dict[str, int]:
    if not isinstance(raw, dict) or not all(word in fact.options for word in raw):
        raise Invalid({"facts": f"{where}：counts 按 {'、'.join(fact.options)} 写各有多少"})
    return {word: int(count) for word, count in raw.items()}


def _judgements(case: Case, lone: Lone, grains: tuple[str, ...]) -> Iterator[Judgement]:
    for one in case.judgements:
        period = str(spans.parse(one.period, grains)) if one.period else ""
        subject = lone.subject(one.subject, f"judgements 的 {one.judgement}")
        yield Judgement(one.judgement, subject, one.answer, one.by, one.reason, period, one.date)


def _checks(case: Case, lone: Lone) -> Iterator[Check]:
    for one in case.checked:
        yield Check(one.fact, lone.subject(one.subject, f"checked 的 {one.fact}"), one.through, one.since)


def _marks(case: Case, lone: Lone, grains: tuple[str, ...]) -> Iterator[Mark]:
    for one in case.marks:
        period = str(spans.parse(one.period, grains)) if one.period else ""
        subject = lone.subject(one.subject, f"marks 的 {one.sheet}.{one.item}")
        yield Mark(one.sheet, one.item, subject, period, one.points, one.by, one.reason)
