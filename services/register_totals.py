"""The sheet of monthly totals (一人一期一行): how many visits a person had in a period, and their minutes together.

Offices that keep no single visits send these. A row becomes as many records as it counts, dated on the first
day of the period, each with an equal part of the sums, so that the same duties are counted from them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from domain.errors import Invalid
from domain.library.models.facts import FieldOfRecord
from domain.library.models.scheme import Scheme
from domain.registers import Register, least_each
from domain.thresholds import spans
from domain.thresholds.years import Years
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services.field_sheet import FIELD
from services.import_sheet import ImportSheet, SheetRow
from services.measurement_values import require_begun
from services.register_sheet import Typed, sheet_of, typed_row

TIMES, PERIOD = "times", "period"
MOST = 400  # visits of one person in one period
_SUMMED = frozenset({"number", "amount"})
_MARKS = str.maketrans("，,；;/／", "、、、、、、")


def has_totals(register: Register) -> bool:
    """Whether services to persons can be told in totals: there is something to add up, and no single day counts."""
    kinds = {one.kind for one in register.spec.fields.values()}
    if register.spec.asked != register.spec.fields:  # what is computed of each needs each
        return False
    return (
        register.served and bool(kinds & _SUMMED) and kinds <= _SUMMED | {"text", "choice", "grade", "flag"}
    )


def totals_sheet(scheme: Scheme, register: Register) -> ImportSheet:
    """The columns: who, which period, how often, and the sums."""
    single = sheet_of(scheme, register).columns
    least = least_each(scheme, register)
    columns = {name: one for name, one in single.items() if name in {"code", "name"}}
    columns[PERIOD] = ImportColumn("统计期", required=True, example=spans.example_of(register.grain))
    columns |= {name: one for name, one in single.items() if name.startswith("level:")}
    columns[TIMES] = ImportColumn(
        "次数", CellKind.COUNT, required=True, explanation=_counted(register, least)
    )
    for key, one in register.spec.fields.items():
        columns[FIELD + key] = _column(one, single[FIELD + key])
    columns["done_by"] = replace(single["done_by"], required=False)
    return ImportSheet(f"{register.spec.name}汇总", columns)


def _counted(register: Register, least: Mapping[str, Fraction]) -> str:
    told = "、".join(f"{register.spec.fields[key].name}每次不少于{bound}" for key, bound in least.items())
    return f"只填达到要求的次数：{told}；没有的填0" if told else "当期没有的填0"


def _column(field: FieldOfRecord, single: ImportColumn) -> ImportColumn:
    if field.kind in _SUMMED:
        return replace(single, title=f"{field.name}合计", required=False, explanation="各次加起来；0次的不填")
    if field.kind == "text":
        return replace(single, required=False, explanation="有几项的用顿号隔开，每项至少一次")
    return replace(single, required=False)


def typed_totals(scheme: Scheme, register: Register, row: SheetRow, today: date, years: Years) -> list[Typed]:
    """The records that a row stands for (one without a day where it counts none), or `Invalid`."""
    period, times = _period(register, row.text(PERIOD), today, years), _times(row.text(TIMES))
    told = {key: row.text(FIELD + key) for key in register.spec.fields}
    single = {name: row.text(name) for name in ("code", "name", "done_by")}
    single |= {name: row.text(name) for name in row.cells if name.startswith("level:")}
    if not times:
        if any(told[key] for key, one in register.spec.fields.items() if one.kind in _SUMMED):
            raise Invalid({TIMES: "次数是0的，合计应当空着"})
        return [
            typed_row(scheme, register, SheetRow(row.number, single | {"day": str(period)}), today, years)
        ]
    parts = _parts(register, told, times, least_each(scheme, register))
    first = years.begins(period.grain, period.index)
    rows = [{FIELD + key: part[place] for key, part in parts.items()} for place in range(times)]
    return [
        typed_row(scheme, register, SheetRow(row.number, single | {"day": first} | one), today, years)
        for one in rows
    ]


def _period(register: Register, text: str, today: date, years: Years) -> spans.Span:
    sample = spans.example_of(register.grain)
    try:
        span = spans.read(text, register.grain)
    except Invalid:
        raise Invalid({PERIOD: f"统计期请写成 {sample} 这样"}) from None
    if span.grain != register.grain:
        raise Invalid({PERIOD: f"统计期请写成 {sample} 这样"})
    require_begun(PERIOD, span, today, years)
    return span


def _times(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > MOST:
        raise Invalid({TIMES: f"请填写0到{MOST}之间的整数"})
    return int(text)


def _parts(
    register: Register, told: Mapping[str, str], times: int, least: Mapping[str, Fraction]
) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    wrong: dict[str, str] = {}
    for key, one in register.spec.fields.items():
        try:
            found[key] = _spread(one, told[key], times, least.get(key))
        except Invalid as mistake:
            wrong[FIELD + key] = str(mistake)
    if wrong:
        raise Invalid(wrong)
    return found


def _spread(field: FieldOfRecord, text: str, times: int, least: Fraction | None) -> Sequence[str]:
    """What each of the visits says of a field."""
    if field.kind == "text" and text:
        named = [one.strip() for one in text.translate(_MARKS).split("、") if one.strip()]
        if len(named) > times:
            raise Invalid({"": f"写了{len(named)}项，次数只有{times}，请核对"})
        return [named[place % len(named)] for place in range(times)]
    if field.kind not in _SUMMED or not text:
        return [text] * times
    return _shares(field, text, times, least)


def _shares(field: FieldOfRecord, text: str, times: int, least: Fraction | None) -> Sequence[str]:
    """Equal parts that add up to the sum again, as whole numbers where the sum is one."""
    try:
        total = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise Invalid({"": "请填写数字"}) from None
    if not total.is_finite() or total < 0:
        raise Invalid({"": "请填写不小于0的数字"})
    if least is not None and Fraction(total) < least * times:
        raise Invalid(
            {
                "": f"{times}次每次不少于{least}，合计不能少于{least * times}；达不到的不要计入次数，或改用一次一行的表"
            }
        )
    step = Decimal(1) if total == total.to_integral_value() else Decimal("0.01")
    share = (total / times // step) * step
    over = int((total - share * times) / step)
    if share * times + step * over != total:
        raise Invalid({"": f"{field.name}合计最多两位小数"})
    return [str(share + step) if place < over else str(share) for place in range(times)]
