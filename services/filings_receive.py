"""Reports that came: registered for several units at once by whoever receives them; and reminding the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from domain.errors import Invalid, NotFound, Refused
from domain.forms import require_past
from domain.library.models.filing import AT, PERIOD
from domain.permissions import Action, require, ruling
from domain.terms import chinese_date
from domain.thresholds.came import Standing
from models.document import Notice
from services import clock
from services.actor import Actor
from services.audit import record
from services.closed_periods import hold_periods
from services.facts import FactForm, store_fact
from services.field_sheet import FIELD
from services.filed_reports import asked_filings
from services.filing_paper import settle_returned
from services.filings import FilingRow, filings_of_turn
from services.import_sheet import SheetRow
from services.provider_access import find_provider
from services.regimes import PROVIDER, Regime, regime_of
from services.register_people import years_in
from services.register_sheet import typed_row
from services.register_store import store_rows
from services.registers import kind_to_fill
from services.reminding import Reminded, told_today
from services.subject_verdicts import refresh_subjects
from services.use_case import INJECTED, command, query
from services.verdict_store import VerdictChange
from services.verdicts import refresh_providers

REMINDER = "filing_reminder"
_CAME = frozenset({Standing.IN_TIME, Standing.LATE, Standing.WAIVED})
_LACKING = frozenset({Standing.OVERDUE, Standing.RETURNED, Standing.DUE})


@dataclass(frozen=True, slots=True)
class Received:
    """Whose report was registered, and which verdicts changed because of it."""

    names: tuple[str, ...]
    changes: tuple[VerdictChange, ...]


@command(Action.MEASUREMENT_RECORD)
def receive_filings(
    actor: Actor,
    regime_id: int,
    key: str,
    period: str,
    party_ids: Sequence[int],
    day: date | None,
    at: str = "",
    *,
    session: Session = INJECTED,
) -> Received:
    """Register that a turn of several parties came in on a day; all or none, judged anew at once."""
    regime = regime_of(regime_id, session=session)
    rows = _named(filings_of_turn(actor, regime, key, period, session=session), party_ids)
    if again := [row.name for row in rows if row.standing in _CAME]:
        raise Invalid({"": f"{'、'.join(again)}已经登记过或者不用报送，请重新勾选"})
    if day is None:
        raise Invalid({"day": "请填写报来的日期"})
    store = _of_providers if regime.scheme.facts[key].of == PROVIDER else _of_units
    hold_periods(regime_id, session=session)  # before the turn in the audit chain
    turns = {row.unit_id: row.period or period for row in rows}
    settle_returned(actor, regime, key, turns, session=session)
    changes = store(actor, regime, key, rows, _Told(period, day, at.strip()), session=session)
    return Received(tuple(row.name for row in rows), tuple(changes))


@query(Action.MEASUREMENT_READ)
def may_receive(actor: Actor, regime_id: int, key: str, *, session: Session = INJECTED) -> bool:
    """Whether the actor registers when this report comes: those above the units, never the units themselves."""
    if not ruling(actor.role, Action.MEASUREMENT_RECORD).allowed:
        return False
    regime = regime_of(regime_id, session=session)
    if regime.scheme.facts[key].of == PROVIDER:
        return ruling(actor.role, Action.FACT_RECORD).allowed
    try:
        return bool(kind_to_fill(actor, regime, key, session=session).units)
    except Refused:
        return False


@dataclass(frozen=True, slots=True)
class _Told:
    """What was typed for all of them."""

    period: str
    day: date
    at: str

    @property
    def fields(self) -> dict[str, str]:
        given = {PERIOD: self.period, AT: f"{self.day} {self.at}" if self.at else ""}
        return {name: value for name, value in given.items() if value}


def _named(rows: Sequence[FilingRow], party_ids: Sequence[int]) -> list[FilingRow]:
    found = {row.party_id: row for row in rows}
    if not party_ids:
        raise Invalid({"": "请先勾选单位"})
    if strange := set(party_ids) - found.keys():
        raise NotFound(f"有 {len(strange)} 个单位不在这项报送的名单里，请刷新后再选。")
    return [found[key] for key in dict.fromkeys(party_ids)]


def _of_units(
    actor: Actor, regime: Regime, key: str, rows: Sequence[FilingRow], told: _Told, *, session: Session
) -> list[VerdictChange]:
    kind, today = kind_to_fill(actor, regime, key, session=session), clock.today()
    years = years_in(regime, kind, session=session)
    if outside := [row.name for row in rows if row.name not in kind.units]:
        raise Refused(f"{'、'.join(outside)}的报送不由{actor.unit_name}登记。")
    cells = {FIELD + name: value for name, value in told.fields.items()}
    cells |= {"day": told.day.isoformat(), "done_by": actor.name}
    typed = [
        typed_row(
            regime.scheme, kind.register, SheetRow(0, {**cells, "name": row.name}), today, years(row.name)
        )
        for row in rows
    ]
    store_rows(
        actor, regime, kind, typed, provider=None, complete=False, reason="", source="", replace=False,
        session=session,
    )  # fmt: skip
    if key not in asked_filings(regime):
        return []  # nothing is judged by it
    return refresh_subjects(regime.row.key, f"登记{kind.register.spec.name}", reader=actor, session=session)


def _of_providers(
    actor: Actor, regime: Regime, key: str, rows: Sequence[FilingRow], told: _Told, *, session: Session
) -> list[VerdictChange]:
    require(actor.role, Action.FACT_RECORD)
    require_past("day", told.day, clock.today(), "报来日期")
    spec = regime.fact(key)
    for row in rows:
        provider = find_provider(actor, row.party_id, Action.FACT_RECORD, session=session)
        form = FactForm(
            event=key, happened_on=told.day, description=f"{row.name}{spec.name}，{chinese_date(told.day)}报来",
            evidence="收文登记", proven_by=actor.name, fields=told.fields,
        )  # fmt: skip
        store_fact(actor, provider, spec, form, session=session)
    return refresh_providers([row.party_id for row in rows], f"登记{spec.name}", session=session)


@command(Action.REMIND)
def remind_filings(
    actor: Actor,
    regime_id: int,
    key: str,
    period: str,
    party_ids: Sequence[int] = (),
    *,
    session: Session = INJECTED,
) -> Reminded:
    """Tell those whose report is missing (or those named, as far as theirs is) once a day."""
    regime = regime_of(regime_id, session=session)
    rows = filings_of_turn(actor, regime, key, period, session=session)
    wanted = rows if not party_ids else _named(rows, party_ids)
    lacking = {
        row.unit_id: row for row in wanted if row.standing in _LACKING and row.unit_id != actor.unit_id
    }
    link = f"/filing?regime={regime_id}&filing={key}&period={period}"
    told = told_today(REMINDER, Notice.link == link[:200], session=session)
    fresh = [row for unit_id, row in lacking.items() if unit_id not in told]
    _send(actor, fresh, link, session)
    receipt = Reminded(
        tuple(row.name for row in fresh), tuple(row.name for unit, row in lacking.items() if unit in told)
    )
    if fresh:
        record(
            actor, Action.REMIND, "provider_regime", regime_id,
            f"催报{fresh[0].came.name}：{len(fresh)}个单位", after={"units": list(receipt.sent)},
            session=session,
        )  # fmt: skip
    return receipt


def _send(actor: Actor, rows: Sequence[FilingRow], link: str, session: Session) -> None:
    values: list[dict[str, Any]] = [
        {
            "unit_id": row.unit_id, "kind": REMINDER, "text": f"请报送：{row.came.tell()}。"[:1000],
            "link": link[:200], "at": clock.now(), "sent_by": actor.account_id,
        }
        for row in rows
    ]  # fmt: skip
    if values:
        session.execute(insert(Notice), values)
