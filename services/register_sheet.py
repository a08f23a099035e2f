"""The sheet of a register: columns out of the scheme's own words, and one row of it read into a typed entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from domain.errors import Invalid
from domain.library.models.facts import Fact
from domain.library.models.filing import PERIOD
from domain.library.models.scheme import Scheme
from domain.library.wording import party
from domain.registers import Register
from domain.surveys import checked_ratio
from domain.thresholds import spans
from domain.thresholds.data import show_number
from domain.thresholds.years import Years
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services.field_sheet import (
    CELLS,
    NO,
    YES,
    field_choices,
    field_columns,
    told_fields,
    typed_fields,
)
from services.finding_sheet import as_day
from services.import_sheet import ImportSheet, SheetRow
from services.measurement_values import period_of

LEVEL = "level:"


@dataclass(frozen=True, slots=True)
class Typed:
    """One row of a register as it was typed; `day` is empty where nothing was done in the period."""

    number: int
    code: str
    name: str
    period: str
    day: date | None
    values: Mapping[str, object]
    levels: Mapping[str, str] = field(default_factory=dict)
    done_by: str = ""


def subject_word(scheme: Scheme, kind: str) -> str:
    """What a subject is called: 村居, 服务对象."""
    return party(scheme, kind)


def sheet_of(scheme: Scheme, register: Register) -> ImportSheet:
    """The columns of a register."""
    word = subject_word(scheme, register.spec.of)
    columns: dict[str, ImportColumn] = {}
    if register.person:
        told = "同一对象每次用同一个编号，不含空格；没有编号的不填"
        columns["code"] = ImportColumn(f"{word}编号", required=register.served, explanation=told)
    columns["name"] = ImportColumn(f"{word}名称" if register.person else word, required=True)
    columns |= _of_record(scheme, register) if register.spec.kind == "record" else _of_figure(register)
    return ImportSheet(register.spec.name, columns)


def _of_record(scheme: Scheme, register: Register) -> dict[str, ImportColumn]:
    sample = spans.example_of(register.grain)
    nothing = f"当期没有的写统计期，例如 {sample}，其余各列不填" if register.counted else ""
    word = "报来日期" if register.filing else "日期"
    columns = {"day": ImportColumn(word, required=True, explanation=nothing, example="2026-03-05")}
    for key in register.levels:
        columns[LEVEL + key] = ImportColumn(
            scheme.facts[key].name, required=True, explanation="按当期的情况填写"
        )
    told = "谁收的" if register.filing else "谁做的"
    done_by = ImportColumn("经办人", required=not register.person, explanation=told)
    beside = [*columns.values(), done_by, ImportColumn("统计期")]
    columns |= field_columns(register.spec, beside, all_optional=register.counted)
    return columns | {"done_by": done_by}


def _of_figure(register: Register) -> dict[str, ImportColumn]:
    spec = register.spec
    columns: dict[str, ImportColumn] = {}
    if register.grain:
        columns["period"] = ImportColumn("统计期", required=True, example=spans.example_of(register.grain))
    if spec.kind == "ratio":
        columns["numerator"] = ImportColumn(spec.numerator or "分子", CellKind.COUNT, required=True)
        columns["denominator"] = ImportColumn(spec.denominator or "分母", CellKind.COUNT, required=True)
    else:
        columns["value"] = ImportColumn(spec.name, CELLS.get(spec.kind, CellKind.TEXT), required=True)
    columns["done_by"] = ImportColumn("经办人", explanation="谁统计的")
    return columns


def choices_of(scheme: Scheme, register: Register, names: list[str]) -> dict[str, list[str]]:
    """Words to choose from, by column."""
    spec = register.spec
    choices = {} if register.person else {"name": names}
    choices |= {LEVEL + key: _words(scheme.facts[key]) for key in register.levels}
    choices |= field_choices(spec)
    if spec.kind in {"choice", "grade", "flag"}:
        choices["value"] = _words(spec) or ["是", "否"]
    return choices


def _words(spec: Fact) -> list[str]:
    return list(spec.grades or spec.options)


def typed_row(scheme: Scheme, register: Register, row: SheetRow, today: date, years: Years) -> Typed:
    """The row, or `Invalid` with a sentence for each column; `years` are those of whoever it is about."""
    wrong: dict[str, str] = {}
    code, name = row.text("code"), row.text("name")
    if register.person and (" " in code or len(code) > 40):
        wrong["code"] = "编号里不能有空格，最长40个字"
    if len(name) > 50:
        wrong["name"] = "最长50个字"
    levels = _levels(scheme, register, row, wrong)
    period, day, values = "", None, dict[str, object]()
    try:
        period, day, values = _what(register, row, today, years)
    except Invalid as mistake:
        wrong |= mistake.fields
    if wrong:
        raise Invalid(wrong)
    return Typed(row.number, code, name, period, day, values, levels, row.text("done_by")[:100])


def _levels(scheme: Scheme, register: Register, row: SheetRow, wrong: dict[str, str]) -> dict[str, str]:
    found = {key: row.text(LEVEL + key) for key in register.levels}
    for key, word in found.items():
        if word not in _words(scheme.facts[key]):
            wrong[LEVEL + key] = f"请在{'、'.join(_words(scheme.facts[key]))}中选择"
    return found


def _what(
    register: Register, row: SheetRow, today: date, years: Years
) -> tuple[str, date | None, dict[str, object]]:
    if register.spec.kind == "record":
        return _record(register, row, today, years)
    period = period_of(register.spec, row.text("period"), today, years)
    return period, None, _figure(register.spec, row)


def _record(
    register: Register, row: SheetRow, today: date, years: Years
) -> tuple[str, date | None, dict[str, object]]:
    given = told_fields(register.spec, row)
    day = as_day(row.cells.get("day"))
    if not isinstance(day, date):
        return _nothing(register, str(day or ""), given), None, {}
    if day > today:
        raise Invalid({"day": "日期不能晚于今天"})
    values = typed_fields(register.spec, given)
    told = values.get(PERIOD) if register.filing else None  # a report stands in the period that it tells of
    return str(told or spans.text_of(register.grain, years.begun(day, register.grain))), day, values


def _nothing(register: Register, text: str, given: Mapping[str, str]) -> str:
    """The period of a row that says that nothing was done in it."""
    sample = spans.example_of(register.grain)
    if not register.counted:
        raise Invalid({"day": f"“{text[:20]}”不是正确的日期，请写成 2026-03-05 这样"})
    try:
        span = spans.read(text, register.grain)
    except Invalid:
        told = f"“{text[:20]}”不是正确的日期，请写成 2026-03-05 这样；当期没有的写统计期，例如 {sample}"
        raise Invalid({"day": told}) from None
    if span.grain != register.grain:
        raise Invalid({"day": f"统计期请写成 {sample} 这样"})
    if any(given.values()):
        raise Invalid({"day": "只写了统计期的行表示当期没有，其余各列应当空着；有的请写具体日期"})
    return str(span)


def _figure(spec: Fact, row: SheetRow) -> dict[str, object]:
    if spec.kind == "ratio":
        top, bottom = _count(row, "numerator"), _count(row, "denominator")
        checked_ratio(
            top,
            bottom,
            spec.numerator or "分子",
            spec.denominator or "分母",
            most=spec.possible[1] or Fraction(1),
        )
        return {"numerator": top, "denominator": bottom}
    text = row.text("value")
    if spec.kind in {"number", "amount"}:
        return {"value": _decimal(spec, text)}
    if spec.kind == "flag":
        if text not in YES | NO:
            raise Invalid({"value": "请填是或否"})
        return {"value": text in YES}
    if spec.kind == "date":
        day = as_day(text)
        if not isinstance(day, date):
            raise Invalid({"value": "请填写正确的日期，例如 2026-05-31"})
        return {"value": day.isoformat()}
    if text not in _words(spec):
        raise Invalid({"value": f"请在{'、'.join(_words(spec))}中选择"})
    return {"value": text}


def _count(row: SheetRow, name: str) -> int:
    text = row.text(name)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid({name: "请填写不小于0的整数"})
    return int(text)


def _decimal(spec: Fact, text: str) -> str:
    """A number within what the scheme says can be; nothing below zero where it says nothing."""
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise Invalid({"value": "请填写数字"}) from None
    least, most = spec.possible
    if not value.is_finite() or value < (least or 0):
        raise Invalid({"value": f"请填写不小于{show_number(least or Fraction(0))}的数字"})
    if most is not None and Fraction(value) > most:
        raise Invalid({"value": f"请填写不大于{show_number(most)}的数字"})
    return str(value)
