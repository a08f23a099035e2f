"""Facts of providers from a sheet (抽检、巡查、工单): one row each, checked row by row, all or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.library.date_order import done_before_begun
from domain.library.models.facts import Fact as FactSpec
from domain.permissions import Action
from models.measurement import Fact
from models.provider import Provider
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services import clock
from services.actor import Actor
from services.facts import FactForm, store_fact
from services.field_sheet import field_choices, field_columns, told_fields, typed_fields
from services.finding_sheet import as_day
from services.import_sheet import ImportSheet, RowError, SheetRow
from services.regimes import Regime, regime_of
from services.use_case import INJECTED, command, query
from services.verdicts import VerdictChange, refresh_providers


@dataclass(frozen=True, slots=True)
class FactLine:
    """One row as it was read."""

    number: int
    provider: str
    form: FactForm


@dataclass(frozen=True, slots=True)
class FactPreview:
    """What a sheet says: the rows that can be stored, those done before they began, what is wrong with the others."""

    rows: int
    lines: tuple[FactLine, ...]
    errors: tuple[RowError, ...]
    backwards: tuple[str, ...] = ()


@query(Action.FACT_RECORD)
def importable_events(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> dict[str, FactSpec]:
    """What is recorded of providers row by row under a regime."""
    return _events(regime_of(regime_id, session=session))


@query(Action.FACT_RECORD)
def fact_template(actor: Actor, regime_id: int, event: str, *, session: Session = INJECTED) -> bytes:
    """The empty sheet."""
    regime = regime_of(regime_id, session=session)
    spec = _event(regime, event)
    choices = {"provider": sorted(_providers(regime, session=session)), **field_choices(spec)}
    return _sheet(spec).template(choices, day=clock.today())


@query(Action.FACT_RECORD)
def check_facts(
    actor: Actor, regime_id: int, event: str, content: bytes, *, session: Session = INJECTED
) -> FactPreview:
    """What an import of this sheet would store; nothing is stored."""
    regime = regime_of(regime_id, session=session)
    lines, errors, rows = _read(regime, event, content, session=session)
    backwards = (
        f"第 {line.number} 行{told}"
        for line in lines
        for told in done_before_begun(regime.scheme, event, line.form.happened_on, line.form.fields)
    )
    return FactPreview(rows, tuple(lines), tuple(errors), tuple(backwards))


@command(Action.FACT_RECORD)
def import_facts(
    actor: Actor, regime_id: int, event: str, content: bytes, *, session: Session = INJECTED
) -> list[VerdictChange]:
    """Store the whole sheet and judge its providers once, or `Invalid` with the first mistake."""
    regime = regime_of(regime_id, session=session)
    lines, errors, _ = _read(regime, event, content, session=session)
    if errors:
        raise Invalid({"file": f"有 {len(errors)} 处需要修改，没有导入。第一处：{errors[0].told}"})
    known, spec = _providers(regime, session=session), _event(regime, event)
    for line in lines:
        store_fact(actor, known[line.provider], spec, line.form, session=session)
    ids = {known[line.provider].key for line in lines}
    return refresh_providers(ids, f"导入查实事项“{spec.name}”", session=session)


def _events(regime: Regime) -> dict[str, FactSpec]:
    return {key: spec for key, spec in regime.facts.items() if spec.registered}


def _event(regime: Regime, event: str) -> FactSpec:
    found = _events(regime).get(event)
    if found is None:
        raise Invalid({"event": "请选择要导入的事项"})
    return found


def _sheet(spec: FactSpec) -> ImportSheet:
    first = {
        "provider": ImportColumn("服务单位", required=True, width=26),
        "happened_on": ImportColumn("发生日期", CellKind.DATE, required=True, example="2026-03-05"),
    }
    last = {
        "description": ImportColumn("事实", explanation="时间、对象、经过；不填的记事项名称", width=36),
        "evidence": ImportColumn("证据", required=True, explanation="名称、编号", width=26),
        "proven_by": ImportColumn("认定人（单位）", required=True, width=20),
    }
    columns = {**first, **field_columns(spec, (first | last).values()), **last}
    return ImportSheet(spec.name, columns)


def _providers(regime: Regime, *, session: Session) -> dict[str, Provider]:
    found = select(Provider).where(Provider.regime_id == regime.row.key, col(Provider.active))
    return {one.name: one for one in session.exec(found).all()}


def _read(
    regime: Regime, event: str, content: bytes, *, session: Session
) -> tuple[list[FactLine], list[RowError], int]:
    spec, providers = _event(regime, event), _providers(regime, session=session)
    sheet = _sheet(spec)
    rows = sheet.read(content)
    there = _recorded(event, providers, session=session)
    seen: dict[tuple[Any, ...], int] = {}
    lines: list[FactLine] = []
    errors: list[RowError] = []
    for row in rows:
        wrong = sheet.errors(row)
        if not wrong:
            try:
                lines.append(_line(event, spec, row, providers, seen, there))
            except Invalid as mistake:
                wrong = sheet.told(row, mistake.fields)
        errors += wrong
    return lines, errors, len(rows)


def _line(
    event: str,
    spec: FactSpec,
    row: SheetRow,
    providers: Mapping[str, Provider],
    seen: dict[tuple[Any, ...], int],
    there: Collection[tuple[str, ...]],
) -> FactLine:
    name, day = row.text("provider"), as_day(row.cells.get("happened_on"))
    if name not in providers:
        raise Invalid({"provider": "这个监管方案下没有这家服务单位"})
    if not isinstance(day, date):
        raise Invalid({"happened_on": "请填写正确的日期，例如 2026-03-05"})
    if day > clock.today():
        raise Invalid({"happened_on": "发生日期不能晚于今天"})
    fields = typed_fields(spec, told_fields(spec, row))
    form = FactForm.read(
        {
            "event": event, "happened_on": day, "description": row.text("description") or spec.name,
            "evidence": row.text("evidence"), "proven_by": row.text("proven_by"), "fields": fields,
        }
    )  # fmt: skip
    place = (providers[name].key, day.isoformat(), form.description, form.evidence, sorted(fields.items()))
    first = seen.setdefault(tuple(map(str, place)), row.number)
    if first != row.number:
        raise Invalid({"provider": f"与第{first}行重复"})
    if tuple(map(str, place)) in there:
        raise Invalid({"provider": "这条事项已经登记过"})
    return FactLine(row.number, name, form)


def _recorded(
    event: str, providers: Mapping[str, Provider], *, session: Session
) -> Collection[tuple[str, ...]]:
    """What stands there already, so that a sheet that is sent twice is not stored twice."""
    ids = [one.key for one in providers.values()]
    found = select(Fact).where(
        col(Fact.provider_id).in_(ids), Fact.event == event, col(Fact.withdrawn_reason) == ""
    )
    return {
        tuple(
            map(
                str,
                (one.provider_id, one.happened_on, one.description, one.evidence, sorted(one.fields.items())),
            )
        )
        for one in session.exec(found).all()
    }
