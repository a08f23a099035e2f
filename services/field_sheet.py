"""The fields of a record as columns of a sheet, for registers of units and persons and for facts of providers."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.errors import Invalid
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.filing import PeriodOfFiling
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services.facts import fields_of
from services.finding_sheet import as_day
from services.import_sheet import SheetRow
from services.record_fields import sample_of

FIELD = "field:"
CELLS = {
    "number": CellKind.FIGURE,
    "ratio": CellKind.FIGURE,
    "amount": CellKind.AMOUNT,
    "date": CellKind.DATE,
    "time": CellKind.TIME,
}
YES, NO = frozenset({"是", "有", "1", "true", "True"}), frozenset({"否", "无", "0", "false", "False"})


def field_columns(
    spec: Fact, beside: Iterable[ImportColumn] = (), *, all_optional: bool = False
) -> dict[str, ImportColumn]:
    """A column for each field that is asked for; one that is called like a column `beside` it says what it is."""
    columns: dict[str, ImportColumn] = {}
    taken = {column.title for column in beside}
    for key, one in spec.asked.items():
        told = "是或否" if one.kind == "flag" else _example(one) or ("可以不填" if one.optional else "")
        needed = not one.optional and not all_optional
        title = f"{one.name}（登记项）" if one.name in taken else one.name
        taken.add(title)
        columns[FIELD + key] = ImportColumn(title, CELLS.get(one.kind, CellKind.TEXT), needed, told)
    return columns


def _example(field: FieldOfRecord) -> str:
    if field.kind == "ratio":
        return "，".join(filter(None, ("填百分数，4.9% 填 4.9", field.range_words)))
    if field.range_words:
        return field.range_words
    return f"例如 {sample_of(field)}" if isinstance(field, PeriodOfFiling) else ""


def field_choices(spec: Fact) -> dict[str, list[str]]:
    """Words to choose from, by column."""
    return {
        FIELD + key: list(one.options) or ["是", "否"]
        for key, one in spec.asked.items()
        if one.kind in {"choice", "grade", "flag"}
    }


def told_fields(spec: Fact, row: SheetRow) -> dict[str, str]:
    """What stands in the columns of the fields."""
    return {key: row.text(FIELD + key) for key in spec.asked}


def typed_fields(spec: Fact, given: Mapping[str, str]) -> dict[str, object]:
    """The fields as they are stored, or `Invalid` with a sentence for each column."""
    wrong = {
        FIELD + key: f"“{one.name}”请填是或否"
        for key, one in spec.asked.items()
        if one.kind == "flag" and given[key] and given[key] not in YES | NO
    }
    values: dict[str, object] = {}
    try:
        values = fields_of(spec, {key: _plain(spec.asked[key], text) for key, text in given.items()})
    except Invalid as mistake:
        wrong |= {FIELD + key: sentence for key, sentence in mistake.fields.items()}
    if wrong:
        raise Invalid(wrong)
    return values


def _plain(field: FieldOfRecord, text: str) -> object:
    if field.kind == "flag":
        return text in YES if text else None
    if field.kind == "date":
        day = as_day(text)
        return day.isoformat() if isinstance(day, date) else text
    return text
