"""Data of providers from a sheet: surveys, complaints, figures; checked row by row, all or nothing.

A datum that is recorded already is a mistake at its row, unless a reason is given: then it is corrected, and
what was there stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, Told
from domain.permissions import Action
from models.measurement import Measurement
from models.provider import Provider
from services import clock
from services.actor import Actor
from services.closed_periods import LATE
from services.import_sheet import RowError, SheetRow
from services.measurement_options import Recordable, recordable_of_regime
from services.measurement_sheet import at_columns, sheet_of, typed_values
from services.measurement_values import MeasurementForm, period_of
from services.measurements import correct_measurement, ready, record_measurements
from services.own_years import PartyYears, years_of_parties
from services.regimes import Regime, regime_of
from services.sides import Side
from services.use_case import INJECTED, command, query
from services.verdict_store import VerdictChange


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
    return sheet_of(kind).template(choices, day=clock.today())


@query(Action.MEASUREMENT_RECORD)
def check_measurements(
    actor: Actor,
    regime_id: int,
    metric: str,
    content: bytes,
    *,
    reason: str = "",
    session: Session = INJECTED,
) -> Preview:
    """What an import of this sheet would store; nothing is stored."""
    regime, kind = _kind(actor, regime_id, metric, session=session)
    rows = sheet_of(kind).read(content)
    lines, errors = _read(actor, regime, kind, rows, reason=reason, session=session)
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
    rows = sheet_of(kind).read(content)
    lines, errors = _read(actor, regime, kind, rows, reason=reason.strip(), session=session)
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
    reason: str,
    session: Session,
) -> tuple[list[Line], list[RowError]]:
    sheet, providers = sheet_of(kind), _providers(regime, session=session)
    units = {name: int(key) for key, name in kind.units.items()}
    years = years_of_parties(regime, Side.PROVIDER, session=session)
    seen: dict[tuple[Any, ...], int] = {}
    lines: list[Line] = []
    errors: list[RowError] = []
    for row in rows:
        wrong = sheet.errors(row)
        if not wrong:
            try:
                values = typed_values(kind, row, providers, units) | {LATE: reason}
                lines.append(_line(actor, kind, row, values, years, seen, reason=reason, session=session))
            except Invalid as mistake:
                wrong = sheet.told(row, at_columns(mistake.fields))
            except Told as refusal:
                wrong = sheet.told(row, {"period": str(refusal)})
        errors += wrong
    return lines, errors


def _line(
    actor: Actor,
    kind: Recordable,
    row: SheetRow,
    values: dict[str, Any],
    years: PartyYears,
    seen: dict[tuple[Any, ...], int],
    *,
    reason: str,
    session: Session,
) -> Line:
    form = MeasurementForm.read(values)
    period = period_of(kind.spec, form.period, clock.today(), years.of(form.provider_id))
    key = (form.provider_id, period, form.reporting_unit_id)
    first = seen.setdefault(key, row.number)
    if first != row.number:
        raise Invalid({"provider": f"与第{first}行重复"})
    there = _there(form, period, session=session) if reason else None
    ready(actor, form, correcting=reason if there is not None else "", session=session)
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
