"""告知: results of a sheet told to the assessed, from which day the term for asking for a review runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.forms import require_past
from domain.library.calendar_dates import Almanac, Found, term_due
from domain.library.models.dates import CountedTerm, Term, UntilTerm
from domain.library.models.scoring import Sheet
from domain.permissions import Action
from domain.score_reviews import Telling, told_to
from domain.terms import chinese_date
from models.document import Notice
from models.provider import Provider
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.audit import record
from services.calendars import work_calendar
from services.regimes import Regime, regime_of
from services.score_facts import side_of
from services.score_places import SheetPlace, sheet_of
from services.score_results import result_of, untold
from services.score_rounds import RoundPlace, open_round, round_at
from services.score_sheets import ScoreRow, read_period, rows_of
from services.sides import Side
from services.turns import take_turn
from services.use_case import INJECTED, command, query

OBJECT, NOTICE = "score_round", "score_told"
TOLD, ASKED = "结果告知", "申请复核"  # what terms run from where the scheme does not say


@dataclass(frozen=True, slots=True)
class Untold:
    """How telling stands: whose result was told and is so still, whose is to be told (again), who has none yet."""

    told: int
    fresh: tuple[ScoreRow, ...]
    pending: int
    last_on: date | None
    event: str
    round_id: int  # 0 while the turn was not needed yet


@query(Action.SCORE_TELL)
def telling_of(actor: Actor, place: RoundPlace, *, session: Session = INJECTED) -> Untold:
    """How telling stands in a turn."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    row = round_at(place, session=session)
    rows = rows_of(regime, place.sheet, read_period(sheet, place.period), session=session)
    fresh = untold(row, rows)
    pending = sum(one.pending for one in rows)
    settled = sum(not one.pending and not one.score.exempt for one in rows)
    days = [told_to(row.told, int(party))[-1].on for party in row.told] if row is not None else []
    return Untold(
        settled - len(fresh), fresh, pending, max(days, default=None), event_of(sheet), row.key if row else 0
    )


def event_of(sheet: Sheet) -> str:
    """What the term for asking runs from, in the scheme's words."""
    term = sheet.review.apply_within if sheet.review else None
    return (term.from_ if isinstance(term, CountedTerm) else None) or TOLD


@command(Action.SCORE_TELL)
def tell_results(
    actor: Actor, place: RoundPlace, told_on: date | None, how: str, *, session: Session = INJECTED
) -> tuple[str, ...]:
    """Register that results were told on a day, to all whose result is there and was not told yet; their names."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    span = read_period(sheet, place.period)
    place = RoundPlace(place.regime_id, place.sheet, str(span))
    day = _day(told_on, how)
    if regime.row.ended_on is not None:
        raise WrongState("监管方案已经停用，不能再告知考核结果。")
    take_turn(session=session)
    row = open_round(regime, place, session=session)
    fresh = untold(row, rows_of(regime, place.sheet, span, session=session))
    if not fresh:
        raise WrongState("没有可以告知的结果：评出总分和等次的都已经告知过。")
    told = dict(row.told)
    for one in fresh:
        telling = Telling(day, result_of(one)).to_json()
        told[str(one.party_id)] = [*told.get(str(one.party_id), []), telling]
    row.told, row.untold, row.version = told, 0, row.version + 1
    session.add(row)
    _send(actor, regime, sheet, place, fresh, day, session=session)
    after = {one.name: result_of(one).words for one in fresh}
    record(
        actor, Action.SCORE_TELL, OBJECT, row.key, f"登记{row.title}考核结果告知：{len(fresh)}个",
        after={"on": day, **after}, reason=how.strip(), session=session,
    )  # fmt: skip
    return tuple(one.name for one in fresh)


def _day(told_on: date | None, how: str) -> date:
    wrong = {} if told_on else {"told_on": "请填写日期"}
    if not how.strip():
        wrong["how"] = "请写明怎样告知的，例如印发通报、当面签收、公示"
    if wrong or told_on is None:
        raise Invalid(wrong)
    require_past("told_on", told_on, clock.today(), "告知的日期")
    return told_on


def _send(
    actor: Actor, regime: Regime, sheet: Sheet, place: RoundPlace, rows: Sequence[ScoreRow], day: date, *,
    session: Session,
) -> None:  # fmt: skip
    """A message to the unit of each, with the last day for asking for a review."""
    found = apply_until(sheet, day, session=session)
    until = (
        f"对结果有异议的，可以在{chinese_date(found.day)}前（含当日）申请复核。"
        if found and found.day
        else ""
    )
    units = _units(side_of(sheet), [one.party_id for one in rows], session=session)
    for one in rows:
        at = SheetPlace(place.regime_id, place.sheet, place.period, one.party_id)
        text = f"{one.name}{sheet.name}（{place.period}）结果：{result_of(one).words}。{until}"
        send(actor, units[one.party_id], text, at, session=session)


def send(actor: Actor, unit_id: int, text: str, at: SheetPlace, *, session: Session) -> None:
    """A message that leads to the sheet."""
    link = f"/score_sheet?id={at.party_id}&regime={at.regime_id}&sheet={at.sheet}&period={at.period}"
    session.add(
        Notice(
            unit_id=unit_id, kind=NOTICE, text=text[:1000], link=link if len(link) <= 200 else "",
            at=clock.now(), sent_by=actor.account_id,
        )
    )  # fmt: skip


def _units(side: Side, parties: Sequence[int], *, session: Session) -> Mapping[int, int]:
    model: Any = Provider if side is Side.PROVIDER else Subject
    found = select(model.id, model.unit_id).where(col(model.id).in_(parties))
    return dict(session.exec(found).all())


def apply_until(sheet: Sheet, told_on: date, *, session: Session) -> Found | None:
    """The last day for asking for a review of what was told on a day; None where the scheme has no review."""
    if sheet.review is None:
        return None
    return term_from(sheet.review.apply_within, told_on, TOLD, session=session)


def term_from(term: Term, start: date, event: str, *, session: Session) -> Found:
    """When a term ends that began on a day; no day for words, which people read."""
    if not isinstance(term, CountedTerm | UntilTerm):
        return Found(None, "期限没有写天数，由人把握")
    if isinstance(term, CountedTerm) and term.from_ is None:
        term = term.model_copy(update={"from_": event})
    name = term.from_ if isinstance(term, CountedTerm) else event
    events = {name or event: start}
    return term_due(term, Almanac(year=start.year, events=events, calendar=work_calendar(session=session)))
