"""Kinds that change on a date (到某天没有办完的转为…): the scheme's rule, carried out once for each finding."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.findings import ExtensionState, Kind
from domain.library.calendar_dates import Almanac
from domain.library.casework_words import change_text
from domain.library.models.casework import KindChange
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from domain.thresholds.casework import dated_changes
from domain.workflow import CLOCK_RUNS, OPEN, State
from models.campaign import Campaign
from models.finding import Extension, Finding
from services import clock
from services.audit import Change, changed, record_all
from services.close_out_steps import DueSteps, settle_step
from services.findings_access import OBJECT, values_of
from services.findings_notices import by_unit, digest, tell_units
from services.ledger_judging import ledger_changed
from services.libraries import scheme_of

USUAL = frozenset(kind.value for kind in Kind)


def own_kinds(campaign: Campaign, *, session: Session) -> dict[str, str]:
    """Kinds that the scheme has besides the usual three, with their names."""
    kinds = scheme_of(campaign, session=session).finding_kinds
    return {key: kind.name for key, kind in kinds.items() if key not in USUAL}


def require_matter(campaign: Campaign, matter: str, *, session: Session) -> None:
    """`Invalid` unless the scheme has this kind of its own."""
    if matter and matter not in own_kinds(campaign, session=session):
        raise Invalid({"matter": "方案没有规定这种事项性质，请重新选择。"})


def change_kinds(campaign: Campaign, scheme: Scheme, almanac: Almanac, *, session: Session) -> None:
    """Carry out the changes whose day is over, tell the units and leave an entry on each finding."""
    for change, on in dated_changes(scheme, almanac):
        if clock.today() > on and change.becomes != change.from_:
            rows = _undone(campaign, change, on, session)
            if rows:
                _carry_out(campaign, change, change_text(scheme, change), rows, session)


def _undone(campaign: Campaign, change: KindChange, on: date, session: Session) -> list[Finding]:
    """Findings of the kind that were there on the day, are not done, and have not been changed by this rule."""
    undone = OPEN if change.unless == "closed" else CLOCK_RUNS
    kind = col(Finding.matter) if change.from_ not in USUAL else col(Finding.kind)
    found = select(Finding).where(
        Finding.campaign_id == campaign.key,
        col(Finding.state).in_(sorted(state.value for state in undone | {State.ONGOING})),
        kind == change.from_,
        Finding.kind_change != change.key,
    )
    if change.from_ in USUAL:
        found = found.where(Finding.matter == "")
    rows = session.exec(found.order_by(col(Finding.id)).with_for_update()).all()
    return [row for row in rows if clock.local(row.created_at).date() <= on]


def _carry_out(
    campaign: Campaign, change: KindChange, text: str, rows: Sequence[Finding], session: Session
) -> None:
    entries, steps = [], DueSteps(campaign, session=session)
    for row in rows:
        before = values_of(row)
        _apply(row, change)
        settle_step(row, steps, session=session)
        row.version += 1
        session.add(row)
        was, now = changed(before, values_of(row))
        entries.append(Change(OBJECT, row.key, text, was, now, change.clause, campaign.key))
    if change.becomes == Kind.ONGOING:
        _lapse([row.key for row in rows], text, session)
    record_all(None, Action.FINDING_ASSIGN, entries, session=session)
    ledger_changed(campaign, rows, session=session)
    texts = {unit: f"{digest(theirs)}：{text}" for unit, theirs in by_unit(rows).items()}
    tell_units(None, texts, campaign.key, session=session)


def _apply(row: Finding, change: KindChange) -> None:
    """A finding without an end loses its day; one that gets an end again waits to be ordered."""
    row.kind_change = change.key
    if change.becomes not in USUAL:
        row.matter = change.becomes
        return
    row.kind, row.matter = change.becomes, ""
    if change.becomes == Kind.ONGOING:
        row.state, row.due, row.deadline = State.ONGOING.value, None, {}
        row.lead_unit_id = row.lead_unit_id or row.unit_id
    elif row.state == State.ONGOING.value:
        row.state = State.REGISTERED.value


def _lapse(ids: Sequence[int], text: str, session: Session) -> None:
    asked = (col(Extension.finding_id).in_(ids), col(Extension.state) == ExtensionState.ASKED.value)
    ended = {"state": ExtensionState.LAPSED.value, "decided_at": clock.now(), "opinion": text[:2000]}
    session.execute(sql.update(Extension).where(*asked).values(**ended))
