"""Terms that run stand still while something is recorded that does not count: the day of an order, the end of a ban.

Whenever a party is judged anew, what its decisions in force rest on says again what does not count; a last day that
moves is written down with what it was before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline
from domain.decisions import DecisionState, Track
from domain.library.crossing import has_pauses
from domain.library.models.scheme import Scheme
from models.ban import Ban
from models.decision import Decision, Verdict
from models.document import Notice
from models.provider import Provider
from services import clock
from services.audit import Change, record_all
from services.calendars import work_calendar
from services.deed_terms import barring, entry_end, latest
from services.deeds import find_deed, offers
from services.order_terms import deed_term
from services.payments import outstanding, ruled_deadline
from services.regimes import Regime
from services.sides import Side
from services.verdict_rows import Key, NewRow

OBJECT = "decision"
_RUNNING = (DecisionState.SERVED.value, DecisionState.IN_FORCE.value)
_Deeds = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Case:
    """A decision that runs, with the place of its verdict and the unit of its party."""

    row: Decision
    key: Key
    tier: str
    unit_id: int | None


def follow(side: Side, regime: Regime, rows: Mapping[Key, NewRow], *, session: Session) -> None:
    """Move the last days of decisions of some parties; `rows` are their verdicts as they stand now."""
    if not has_pauses(regime.scheme):
        return
    calendar, changes = work_calendar(session=session), []
    for case in _running(side, {key[0] for key in rows}, session=session):
        deeds = _deeds_now(case, rows)
        if deeds is not None:
            changes += _moved(case, deeds, regime.scheme, calendar, session=session)
    record_all(None, "decision.paused", changes, session=session)


def _running(side: Side, ids: set[int], *, session: Session) -> Iterator[_Case]:
    found = (
        select(Decision, Verdict, Provider.unit_id)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .where(side.of(Verdict).in_(ids), col(Decision.state).in_(_RUNNING))
        .order_by(col(Decision.id))
        .with_for_update(of=Decision)
    )
    for row, verdict, unit in session.exec(found).all():
        party = getattr(verdict, side.column)
        unit_id = verdict.subject_unit_id if verdict.provider_id is None else unit
        yield _Case(row, (party, verdict.rule, verdict.place), verdict.tier, unit_id)


def _deeds_now(case: _Case, rows: Mapping[Key, NewRow]) -> _Deeds | None:
    """The deeds of a decision with what does not count now; None where its verdict says nothing of that."""
    fresh = rows.get(case.key)
    held = case.row.measure.get("deeds")
    if fresh is None or not isinstance(held, list):
        return None
    offered = offers(fresh.values["consequences"])
    now = {(one.path, one.do): one.words["paused"] for one in offered if "paused" in one.words}
    if not any((deed["path"], deed["do"]) in now for deed in held):
        return None
    return [
        {**deed, "paused": now[where]} if (where := (deed["path"], deed["do"])) in now else dict(deed)
        for deed in held
    ]


def _moved(
    case: _Case, deeds: _Deeds, scheme: Scheme, calendar: WorkCalendar, *, session: Session
) -> list[Change]:
    """Take over what does not count; the entry where a last day has moved by that."""
    row, recorded = case.row, deeds != case.row.measure["deeds"]
    if recorded:
        row.measure = {**row.measure, "deeds": deeds}
    told = [
        *_deadline_moved(case, deeds, scheme, calendar),
        *_bars_moved(case, deeds, scheme, calendar, session),
    ]
    if not recorded and not told:
        return []
    row.version += 1
    session.add(row)
    if not told:
        return []
    text = f"处置 {row.number}：不计入期限的时间有变化，{'，'.join(one for one, _, _ in told)}"
    if recorded and case.unit_id is not None:  # a day more on each day of a stoppage is not told day by day
        session.add(
            Notice(
                unit_id=case.unit_id, kind="decision_paused", text=f"{text}。", link=f"/decision?id={row.key}",
                at=clock.now(),
            )
        )  # fmt: skip
    before = {key: value for _, was, _ in told for key, value in was.items()}
    after = {key: value for _, _, now in told for key, value in now.items()}
    return [Change(OBJECT, row.key, text, before, {**after, "version": row.version})]


_Values = dict[str, object]
_Told = tuple[str, _Values, _Values]


def _deadline_moved(case: _Case, deeds: _Deeds, scheme: Scheme, calendar: WorkCalendar) -> Iterator[_Told]:
    """By when an order has to be obeyed, or money to be paid."""
    row = case.row
    found = _deadline(case, deeds, scheme, calendar) if row.served_on is not None and row.due else None
    if found is None or found.due == row.due:
        return
    before: _Values = {"due": row.due, "deadline": row.deadline}
    after: _Values = {"due": found.due, "deadline": found.to_json()}
    told = f"截止日由{row.due}改为{found.due}"
    row.due, row.deadline = found.due, found.to_json()
    yield told, before, after


def _deadline(case: _Case, deeds: _Deeds, scheme: Scheme, calendar: WorkCalendar) -> Deadline | None:
    row = case.row
    served = row.served_on or clock.today()
    if Track(row.track) is Track.SANCTION:
        return ruled_deadline(row, case.tier, scheme, served, calendar) if outstanding(row) else None
    if row.track != Track.ORDER.value or "paused" not in deeds[0]:
        return None
    deed = find_deed(scheme, row.rule, case.tier, deeds[0]["do"], str(deeds[0].get("text", "")))
    return deed_term(deed, served, calendar, deeds[0])


def _bars_moved(
    case: _Case, deeds: Sequence[Mapping[str, Any]], scheme: Scheme, calendar: WorkCalendar, session: Session
) -> Iterator[_Told]:
    """The last days of the entries of the register that the decision made."""
    row = case.row
    wanted = select(Ban).where(col(Ban.decision_id) == row.key).order_by(col(Ban.id)).with_for_update()
    bans = list(session.exec(wanted).all())
    ends: list[date | None] = []
    for ban, (deed, _) in zip(bans, barring(deeds), strict=False):
        end = entry_end(row, case.tier, scheme, deed, calendar)[1] if "paused" in deed else ban.end
        if end != ban.end and ban.revoked_on is None and ban.released_on is None:
            yield f"期满日由{ban.end}改为{end}", {"end": ban.end}, {"end": end}
            ban.end, ban.version = end, ban.version + 1
            session.add(ban)
        ends.append(ban.end)
    if bans:
        row.ends_on = latest(ends)
