"""The sheet of a datum of providers: its columns by the kind that the scheme gives it, and one row of it read."""

from collections.abc import Mapping
from typing import Any

from domain.errors import Invalid
from domain.library.models.facts import Fact
from domain.thresholds import spans
from domain.thresholds.years import year_words
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services import clock
from services.closed_periods import LATE
from services.finding_sheet import as_day
from services.import_sheet import ImportSheet, SheetRow
from services.measurement_options import Recordable
from services.measurement_values import told_in_counts

COUNT = "count:"
_PERCENT = ImportColumn(
    "结果（%）", CellKind.FIGURE, explanation="只有结果、没有分子分母的，填百分数，例如 98.5"
)
_FLAG = {"是": True, "否": False}


def sheet_of(kind: Recordable) -> ImportSheet:
    """The columns of a datum."""
    columns = {"provider": ImportColumn("服务单位", required=True, width=26)}
    if kind.spec.every:
        sample = spans.example_of(kind.spec.every)
        told = year_words(kind.years, clock.today()) if kind.spec.every == "year" else ""
        columns["period"] = ImportColumn("统计期", required=True, example=sample, explanation=told)
    if kind.spec.every == "occasion":
        columns["happened_on"] = ImportColumn("发生日期", CellKind.DATE, explanation="这一次是哪天")
    columns["unit"] = ImportColumn("填报单位", required=len(kind.units) > 1, width=22)
    return ImportSheet(kind.spec.name, columns | _values(kind.spec))


def _values(spec: Fact) -> dict[str, ImportColumn]:
    number = CellKind.COUNT
    match spec.kind:
        case "ratio":
            counts = {
                "numerator": ImportColumn(spec.numerator or "分子", number, required=told_in_counts(spec)),
                "denominator": ImportColumn(
                    spec.denominator or "分母", number, required=told_in_counts(spec)
                ),
            }
            return counts if told_in_counts(spec) else counts | {"percent": _PERCENT}
        case "rank":
            return {
                "numerator": ImportColumn(spec.name, number, required=True),
                "denominator": ImportColumn("参加排名的总数", number, required=True),
            }
        case "tally":
            columns = {
                "frame": ImportColumn("服务对象总数", number, required=True, explanation="抽样框"),
                "drawn": ImportColumn("抽取人数", number, required=True),
            }
            columns |= {COUNT + word: ImportColumn(word, number) for word in spec.options}
            return columns | {"surveyed_by": ImportColumn("测评人（机构）")}
    cell = {"amount": CellKind.AMOUNT, "number": CellKind.FIGURE, "date": CellKind.DATE}
    title = f"{spec.name}（元）" if spec.kind == "amount" else spec.name
    return {"value": ImportColumn(title, cell.get(spec.kind, CellKind.TEXT), required=True)}


def _percent(spec: Fact, row: SheetRow) -> dict[str, Any]:
    return {} if spec.kind == "rank" or told_in_counts(spec) else {"percent": row.text("percent")}


def at_columns(fields: Mapping[str, str]) -> dict[str, str]:
    """Names of the form → columns of the sheet."""
    names = {
        "reporting_unit_id": "unit",
        "provider_id": "provider",
        "yes": "value",
        "word": "value",
        "amount": "value",
        "figure": "value",
        LATE: "period",
    }
    return {names.get(name, name): sentence for name, sentence in fields.items()}


def typed_values(
    kind: Recordable, row: SheetRow, providers: Mapping[str, int], units: Mapping[str, int]
) -> dict[str, Any]:
    """The row as the form takes it, or `Invalid`."""
    provider, unit = providers.get(row.text("provider")), row.text("unit")
    wrong: dict[str, str] = {}
    if provider is None:
        wrong["provider"] = "这个监管方案下没有这家服务单位"
    if unit not in units and (unit or len(units) > 1):
        wrong["unit"] = "没有这个填报单位，或者它不填报这项数据"
    if wrong:
        raise Invalid(wrong)
    reporter = units[unit] if unit else next(iter(units.values()))
    base = {
        "provider_id": provider,
        "metric": kind.key,
        "period": row.text("period"),
        "reporting_unit_id": reporter,
        "happened_on": as_day(row.cells.get("happened_on")) or None,
    }
    return base | _value(kind.spec, row)


def _value(spec: Fact, row: SheetRow) -> dict[str, Any]:
    match spec.kind:
        case "ratio" | "rank":
            return {name: row.text(name) or None for name in ("numerator", "denominator")} | _percent(
                spec, row
            )
        case "tally":
            counts = {word: row.cells.get(COUNT + word) for word in spec.options}
            return {
                "frame": row.cells.get("frame"), "drawn": row.cells.get("drawn"),
                "counts": {word: count for word, count in counts.items() if count not in (None, "")},
                "surveyed_by": row.text("surveyed_by"),
            }  # fmt: skip
        case "number":
            return {"figure": row.text("value")}
        case "amount":
            return {"amount": row.text("value")}
        case "flag":
            return {"yes": _FLAG.get(row.text("value"))}
    return {"word": row.text("value")}
