"""Data of providers from a sheet: surveys, complaints, figures; checked row by row, all or nothing.

A datum that is recorded already is a mistake at its row, unless a reason is given: then it is corrected, and
what was there stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, Told
from domain.library.models.facts import Fact
from domain.permissions import Action
from models.measurement import Measurement
from models.provider import Provider
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services import clock
from services.actor import Actor
from services.import_sheet import ImportSheet, RowError, SheetRow
from services.measurement_options import Recordable, recordable_of_regime
from services.measurement_values import MeasurementForm, period_of
from services.measurements import correct_measurement, ready, record_measurements
from services.regimes import Regime, regime_of
from services.use_case import INJECTED, command, query
from services.verdict_store import VerdictChange

COUNT = "count:"
_FLAG = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was read: what is recorded, and the row that it would correct."""

    number: int
    provider: str
    values: Mapping[str, Any]
    corrects: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet says: the rows that can be stored, and what is wrong with the others."""

    rows: int
    lines: tuple[Line, ...]
    errors: tuple[RowError, ...]

    @property
    def corrections(self) -> int:
        """How many rows take the place of a datum that is there."""
        return sum(1 for line in self.lines if line.corrects)


@query(Action.MEASUREMENT_RECORD)
def measurement_template(actor: Actor, regime_id: int, metric: str, *, session: Session = INJECTED) -> bytes:
    """The empty sheet of a datum."""
    regime, kind = _kind(actor, regime_id, metric, session=session)
    choices = {"provider": sorted(_providers(regime, session=session)), "unit": list(kind.units.values())}
    words = {"flag": ["是", "否"]}.get(kind.spec.kind, list(kind.spec.grades or kind.spec.options))
    if kind.spec.kind in {"flag", "grade", "choice"}:
        choices["value"] = words
    return _sheet(kind).template(choices, day=clock.today())


@query(Action.MEASUREMENT_RECORD)
def check_measurements(
    actor: Actor,
    regime_id: int,
    metric: str,
    content: bytes,
    *,
    correcting: bool = False,
    session: Session = INJECTED,
) -> Preview:
    """What an import of this sheet would store; nothing is stored."""
    regime, kind = _kind(actor, regime_id, metric, session=session)
    rows = _sheet(kind).read(content)
    lines, errors = _read(actor, regime, kind, rows, correcting=correcting, session=session)
    return Preview(len(rows), tuple(lines), tuple(errors))


@command(Action.MEASUREMENT_RECORD)
def import_measurements(
    actor: Actor,
    regime_id: int,
    metric: str,
    content: bytes,
    *,
    reason: str = "",
    session: Session = INJECTED,
) -> list[VerdictChange]:
    """Store the whole sheet, or `Invalid` with the first mistake; with a reason it may correct."""
    regime, kind = _kind(actor, regime_id, metric, session=session)
    rows = _sheet(kind).read(content)
    lines, errors = _read(actor, regime, kind, rows, correcting=bool(reason.strip()), session=session)
    if errors:
        raise Invalid({"file": f"有 {len(errors)} 处需要修改，没有导入。第一处：{errors[0].told}"})
    changes: list[VerdictChange] = []
    for line in lines:
        if line.corrects is not None:
            changes += correct_measurement(
                actor, *line.corrects, line.values, reason, session=session
            ).changes
    fresh = [line.values for line in lines if line.corrects is None]
    return [*changes, *(record_measurements(actor, fresh, session=session) if fresh else [])]


def _kind(actor: Actor, regime_id: int, metric: str, *, session: Session) -> tuple[Regime, Recordable]:
    regime = regime_of(regime_id, session=session)
    kinds = {one.key: one for one in recordable_of_regime(actor, regime_id, session=session)}
    if metric not in kinds:
        raise Invalid({"metric": "请选择要导入的数据"})
    return regime, kinds[metric]


def _sheet(kind: Recordable) -> ImportSheet:
    columns = {"provider": ImportColumn("服务单位", required=True, width=26)}
    if kind.spec.every:
        columns["period"] = ImportColumn("统计期", required=True, explanation="例如 2026-03、2026Q1、2026")
    columns["unit"] = ImportColumn("填报单位", required=len(kind.units) > 1, width=22)
    return ImportSheet(kind.spec.name, columns | _values(kind.spec))


def _values(spec: Fact) -> dict[str, ImportColumn]:
    number = CellKind.COUNT
    match spec.kind:
        case "ratio":
            return {
                "numerator": ImportColumn(spec.numerator or "分子", number, required=True),
                "denominator": ImportColumn(spec.denominator or "分母", number, required=True),
            }
        case "tally":
            columns = {
                "frame": ImportColumn("服务对象总数", number, required=True, explanation="抽样框"),
                "drawn": ImportColumn("抽取人数", number, required=True),
            }
            columns |= {COUNT + word: ImportColumn(word, number) for word in spec.options}
            return columns | {"surveyed_by": ImportColumn("测评人（机构）")}
    cell = {"amount": CellKind.AMOUNT, "number": number, "rank": number, "date": CellKind.DATE}
    title = f"{spec.name}（元）" if spec.kind == "amount" else spec.name
    return {"value": ImportColumn(title, cell.get(spec.kind, CellKind.TEXT), required=True)}


def _providers(regime: Regime, *, session: Session) -> dict[str, int]:
    found = select(Provider.name, Provider.id).where(
        Provider.regime_id == regime.row.key, col(Provider.active)
    )
    return {name: key or 0 for name, key in session.exec(found).all()}


def _read(
    actor: Actor,
    regime: Regime,
    kind: Recordable,
    rows: Sequence[SheetRow],
    *,
    correcting: bool,
    session: Session,
) -> tuple[list[Line], list[RowError]]:
    sheet, providers = _sheet(kind), _providers(regime, session=session)
    units = {name: int(key) for key, name in kind.units.items()}
    seen: dict[tuple[Any, ...], int] = {}
    lines: list[Line] = []
    errors: list[RowError] = []
    for row in rows:
        wrong = sheet.errors(row)
        if not wrong:
            try:
                values = _typed(kind, row, providers, units)
                lines.append(_line(actor, kind, row, values, seen, correcting=correcting, session=session))
            except Invalid as mistake:
                wrong = sheet.told(row, _at_columns(mistake.fields))
            except Told as refusal:
                wrong = sheet.told(row, {"period": str(refusal)})
        errors += wrong
    return lines, errors


def _at_columns(fields: Mapping[str, str]) -> dict[str, str]:
    """Names of the form → columns of the sheet."""
    names = {
        "reporting_unit_id": "unit",
        "provider_id": "provider",
        "yes": "value",
        "word": "value",
        "amount": "value",
    }
    return {names.get(name, name): sentence for name, sentence in fields.items()}


def _typed(
    kind: Recordable, row: SheetRow, providers: Mapping[str, int], units: Mapping[str, int]
) -> dict[str, Any]:
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
    }
    return base | _value(kind.spec, row)


def _value(spec: Fact, row: SheetRow) -> dict[str, Any]:
    match spec.kind:
        case "ratio":
            return {name: row.cells.get(name) for name in ("numerator", "denominator")}
        case "tally":
            counts = {word: row.cells.get(COUNT + word) for word in spec.options}
            return {
                "frame": row.cells.get("frame"), "drawn": row.cells.get("drawn"),
                "counts": {word: count for word, count in counts.items() if count not in (None, "")},
                "surveyed_by": row.text("surveyed_by"),
            }  # fmt: skip
        case "number" | "rank":
            return {"numerator": row.cells.get("value")}
        case "amount":
            return {"amount": row.text("value")}
        case "flag":
            return {"yes": _FLAG.get(row.text("value"))}
    return {"word": row.text("value")}


def _line(
    actor: Actor,
    kind: Recordable,
    row: SheetRow,
    values: dict[str, Any],
    seen: dict[tuple[Any, ...], int],
    *,
    correcting: bool,
    session: Session,
) -> Line:
    form = MeasurementForm.read(values)
    period = period_of(kind.spec, form.period, clock.today())
    key = (form.provider_id, period, form.reporting_unit_id)
    first = seen.setdefault(key, row.number)
    if first != row.number:
        raise Invalid({"provider": f"与第{first}行重复"})
    there = _there(form, period, session=session) if correcting else None
    ready(actor, form, correcting=there is not None, session=session)
    return Line(row.number, row.text("provider"), values, there)


def _there(form: MeasurementForm, period: str, *, session: Session) -> tuple[int, int] | None:
    """The datum that is recorded already: its id and version."""
    found = session.exec(
        select(Measurement.id, Measurement.version).where(
            Measurement.provider_id == form.provider_id, Measurement.metric == form.metric,
            Measurement.period == period, Measurement.reporting_unit_id == form.reporting_unit_id,
            col(Measurement.superseded).is_(False),
        )
    ).first()  # fmt: skip
    return (found[0] or 0, found[1]) if found else None
