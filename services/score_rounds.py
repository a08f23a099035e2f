"""Turns of scoring sheets: by when marks are due and which are owed, kept anew each morning and with each mark."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from domain.errors import NotFound, WrongState
from domain.library.calendar_dates import Almanac, Found, term_due
from domain.library.models.scoring import Sheet
from domain.permissions import Action
from domain.score_reviews import ReviewState
from domain.thresholds import spans
from domain.thresholds.years import years_of
from models.score import ScoreReview, ScoreRound, ScoreWait
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.calendars import work_calendar
from services.regimes import Regime, regime_of, regimes_in_use
from services.score_facts import side_of
from services.score_places import SheetPlace, sheet_of
from services.score_results import untold
from services.score_sheets import read_period, rows_of
from services.sides import Side
from services.subjects import kind_name
from services.turns import take_turn
from services.use_case import INJECTED, command, query

_OVER = "本期结束"  # what the time for marks runs from


@dataclass(frozen=True, slots=True)
class RoundPlace:
    """Where a turn is looked at."""

    regime_id: int
    sheet: str
    period: str


@query(Action.SCORE_READ)
def round_place(actor: Actor, round_id: int, *, session: Session = INJECTED) -> RoundPlace:
    """The sheet and period of a turn."""
    row = session.get(ScoreRound, round_id)
    if row is None:
        raise NotFound("没有这一期考核，可能是链接有误。")
    return RoundPlace(row.regime_id, row.sheet, row.period)


def marks_due(regime: Regime, sheet: Sheet, span: spans.Span, *, session: Session) -> Found | None:
    """The day by which marks are to be given, with its arithmetic; None where the scheme does not say."""
    if sheet.marks_within is None:
        return None
    end = years_of(regime.scheme).ends(span.grain, span.index)
    term = sheet.marks_within.model_copy(update={"from_": _OVER})
    return term_due(term, Almanac(events={_OVER: end}, calendar=work_calendar(session=session)))


def round_at(place: RoundPlace, *, lock: bool = False, session: Session) -> ScoreRound | None:
    """The turn, if there is one yet."""
    found = select(ScoreRound).where(
        ScoreRound.regime_id == place.regime_id, ScoreRound.sheet == place.sheet,
        ScoreRound.period == place.period,
    )  # fmt: skip
    return session.exec(found.with_for_update() if lock else found).first()


def open_round(regime: Regime, place: RoundPlace, *, session: Session) -> ScoreRound:
    """The turn, made when it is needed first; the caller holds the turn in the audit chain."""
    row = round_at(place, lock=True, session=session)
    if row is not None:
        return row
    row = ScoreRound(regime_id=place.regime_id, sheet=place.sheet, period=place.period)
    _describe(regime, row, session=session)
    session.add(row)
    session.flush()
    return row


@command(Action.DOCUMENT_ISSUE)
def round_to_issue(actor: Actor, place: RoundPlace, *, session: Session = INJECTED) -> int:
    """The number of the turn that a document will be about."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    place = RoundPlace(place.regime_id, place.sheet, str(read_period(sheet, place.period)))
    row = round_at(place, session=session)
    if row is not None:
        return row.key
    take_turn(session=session)
    row = open_round(regime, place, session=session)
    record(actor, Action.DOCUMENT_ISSUE, "score_round", row.key, f"开列{row.title}考核结果", session=session)
    return row.key


def _describe(regime: Regime, row: ScoreRound, *, session: Session) -> None:
    """What it is called and by when marks are due, as the scheme says now."""
    sheet = regime.scheme.scoring[row.sheet]
    who = kind_name(regime.scheme, sheet.of)
    row.title = f"{sheet.name}（{who}）{spans.label_of(row.period)}"[:200]
    due = marks_due(regime, sheet, read_period(sheet, row.period), session=session)
    row.due = due.day if due else None


def watch_scores(*, session: Session) -> None:
    """Each morning: what is owed of the last period that is over, and of earlier ones that still wait."""
    for regime in regimes_in_use(session=session):
        for place in _places(regime, session=session):
            keep_waits(regime, open_round(regime, place, session=session), session=session)


def _places(regime: Regime, *, session: Session) -> Iterator[RoundPlace]:
    for key, sheet in regime.scheme.scoring.items():
        if sheet.review is None and all(item.manual is None for item in sheet.items):
            continue  # nobody waits for what is reckoned alone, and nothing runs from its being told
        waiting = select(ScoreRound.period).where(
            ScoreRound.regime_id == regime.row.key, ScoreRound.sheet == key,
            col(ScoreRound.id).in_(select(ScoreWait.round_id)) | (col(ScoreRound.untold) > 0),
        )  # fmt: skip
        periods = set(session.exec(waiting).all())
        if (last := _last_over(regime, sheet)) is not None:
            periods.add(last)
        yield from (RoundPlace(regime.row.key, key, period) for period in sorted(periods))


def _last_over(regime: Regime, sheet: Sheet) -> str | None:
    """The last period that is over and had not ended before the regime began."""
    if sheet.every == "occasion":
        return None
    years = years_of(regime.scheme)
    last = years.over(clock.today(), sheet.every)
    begun = last >= years.begun(regime.row.started_on, sheet.every)
    return spans.text_of(sheet.every, last) if begun else None


def keep_waits(regime: Regime, row: ScoreRound, *, session: Session) -> None:
    """Bring the marks that are owed in a turn up to date: what applies to whom, the engine knows.

    Once nobody owes any, it is counted whose results are to be told.
    """
    sheet = regime.scheme.scoring.get(row.sheet)
    if sheet is None:
        session.execute(delete(ScoreWait).where(col(ScoreWait.round_id) == row.key))
        row.untold = 0
        return
    _describe(regime, row, session=session)
    rows = rows_of(regime, row.sheet, read_period(sheet, row.period), session=session)
    side, wanted = side_of(sheet), {(one.party_id, key) for one in rows for key in one.waiting_keys}
    row.untold = 0 if wanted else len(untold(row, rows))
    there = {
        (int(getattr(one, side.column) or 0), one.item): one
        for one in session.exec(select(ScoreWait).where(ScoreWait.round_id == row.key)).all()
    }
    for owed in there.keys() - wanted:
        session.delete(there[owed])
    givers = _givers(sheet, session=session)
    for party, item in sorted(wanted - there.keys()):
        fresh = ScoreWait(round_id=row.key, item=item, unit_id=givers.get(item))
        setattr(fresh, side.column, party)
        session.add(fresh)
    for owed in there.keys() & wanted:
        there[owed].unit_id = givers.get(owed[1])
    session.flush()


def after_marks(place: RoundPlace, *, session: Session) -> None:
    """Marks have come in or were corrected: when none is owed any more, results are to be told."""
    row = round_at(place, session=session)
    waits = select(ScoreWait.id).where(ScoreWait.round_id == row.key).limit(1) if row is not None else None
    if row is not None and waits is not None and session.exec(waits).first() is None:
        keep_waits(regime_of(place.regime_id, session=session), row, session=session)


def _givers(sheet: Sheet, *, session: Session) -> Mapping[str, int]:
    """The units that give the marks of items, where `assessed_by` is the name of one."""
    units = units_named({item.assessed_by or "" for item in sheet.items}, session=session)
    return {item.key: units[item.assessed_by] for item in sheet.items if item.assessed_by in units}


def units_named(names: Collection[str], *, session: Session) -> dict[str | None, int]:
    """Active units by their names."""
    found = (
        select(Unit.name, Unit.id).where(col(Unit.name).in_(names), col(Unit.active)).order_by(col(Unit.id))
    )
    return {name: key or 0 for name, key in session.exec(found).all()}


def require_no_review(place: SheetPlace, side: Side, *, session: Session) -> None:
    """`WrongState` while somebody looks at the result again: meanwhile nobody else changes marks."""
    at = RoundPlace(place.regime_id, place.sheet, place.period)
    row = round_at(at, session=session)
    if row is None:
        return
    open_one = select(ScoreReview.id).where(
        ScoreReview.round_id == row.key, side.of(ScoreReview) == place.party_id,
        ScoreReview.state == ReviewState.ASKED.value,
    )  # fmt: skip
    if session.exec(open_one).first() is not None:
        raise WrongState("这个结果正在复核，分数由复核的决定变更，不能另行更正。")


def settle_waits(
    place: RoundPlace, side: Side, party: int, items: Sequence[str], *, session: Session
) -> None:
    """Marks that have come in are owed no longer."""
    round_id = select(ScoreRound.id).where(
        ScoreRound.regime_id == place.regime_id, ScoreRound.sheet == place.sheet,
        ScoreRound.period == place.period,
    )  # fmt: skip
    session.execute(
        delete(ScoreWait).where(
            col(ScoreWait.round_id).in_(round_id), side.of(ScoreWait) == party, col(ScoreWait.item).in_(items)
        )
    )
