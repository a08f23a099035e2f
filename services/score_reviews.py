"""复核: a unit asks within the scheme's term for a result to be looked at again; `score_deciding` answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, select

from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text, require_past
from domain.library.models.scoring import Sheet
from domain.permissions import Action, Role
from domain.score_reviews import ReviewState, Telling, require_reviewable, told_to
from models.provider import Provider
from models.score import ScoreReview, ScoreRound
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.audit import record
from services.provider_access import bump, hold
from services.regimes import Regime, regime_of
from services.score_facts import side_of
from services.score_parties import reading
from services.score_places import SheetPlace, party_of_sheet, sheet_of
from services.score_rounds import RoundPlace, round_at
from services.score_sheets import read_period
from services.score_telling import ASKED, apply_until, term_from
from services.turns import take_turn
from services.use_case import INJECTED, command
from services.visibility import require_unit

OBJECT = "score_review"
Party = Provider | Subject


class ReviewForm(Form):
    """What is contested and why; items may be left out when it is the whole."""

    items: tuple[str, ...] = ()
    reason: Annotated[Text, Field(min_length=1, max_length=4000)]
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A request with what it is about."""

    row: ScoreReview
    turn: ScoreRound
    regime: Regime
    sheet: Sheet
    place: SheetPlace


@command(Action.SCORE_REVIEW_ASK)
def ask_review(
    actor: Actor, place: SheetPlace, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Ask for a review within the scheme's term; the office may register a request on paper with its day."""
    form = ReviewForm.read(values)
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    party_of_sheet(actor, regime, sheet, place.party_id, reading(sheet), session=session)
    party = party_of_sheet(actor, regime, sheet, place.party_id, Action.SCORE_REVIEW_ASK, session=session)
    _require_known(sheet, form)
    take_turn(session=session)
    turn, telling = _told(place, sheet, session=session)
    asked_on = _asked_on(actor, form)
    found = apply_until(sheet, telling.on, session=session) if telling else None
    reviewed = telling is not None and _asked_since(turn, party, telling, session=session)
    require_reviewable(telling, reviewed, found.day if found else None, asked_on)
    row = _row(actor, sheet, turn, party, form, asked_on, session=session)
    record(
        actor, Action.SCORE_REVIEW_ASK, OBJECT, row.key, f"“{party.name}”申请复核{turn.title}的结果",
        after={"items": row.items, "asked_on": asked_on, "due": row.due, **row.before}, reason=row.reason,
        session=session,
    )  # fmt: skip
    return row.key


def _require_known(sheet: Sheet, form: ReviewForm) -> None:
    if sheet.review is None:
        raise WrongState("方案没有规定对这张评分表的结果申请复核。")
    if set(form.items) - {item.key for item in sheet.items}:
        raise Invalid({"items": "请从评分表的项目中选择"})


def _told(place: SheetPlace, sheet: Sheet, *, session: Session) -> tuple[ScoreRound, Telling | None]:
    period = str(read_period(sheet, place.period))
    turn = round_at(RoundPlace(place.regime_id, place.sheet, period), lock=True, session=session)
    if turn is None:
        raise WrongState("结果还没有告知，告知以后才能申请复核。")
    return turn, next(iter(told_to(turn.told, place.party_id)[-1:]), None)


def _asked_on(actor: Actor, form: ReviewForm) -> date:
    if actor.role is not Role.OFFICE or form.asked_on is None:
        return clock.today()
    require_past("asked_on", form.asked_on, clock.today(), "申请的日期")
    return form.asked_on


def _asked_since(turn: ScoreRound, party: Party, telling: Telling, *, session: Session) -> bool:
    """Whether this telling was contested already, and not taken back."""
    found = of_party(turn.key, party).where(
        ScoreReview.asked_on >= telling.on, ScoreReview.state != ReviewState.WITHDRAWN.value
    )
    return session.exec(found).first() is not None


def of_party(round_id: int, party: Party) -> Any:
    """The requests of one party in a turn."""
    column = ScoreReview.provider_id if isinstance(party, Provider) else ScoreReview.subject_id
    return select(ScoreReview).where(ScoreReview.round_id == round_id, column == party.key)


def _row(
    actor: Actor,
    sheet: Sheet,
    turn: ScoreRound,
    party: Party,
    form: ReviewForm,
    asked_on: date,
    *,
    session: Session,
) -> ScoreReview:
    within = sheet.review.decide_within if sheet.review else None
    found = term_from(within, asked_on, ASKED, session=session) if within is not None else None
    telling = told_to(turn.told, party.key)[-1]
    row = ScoreReview(
        round_id=turn.key, unit_id=party.unit_id, items=list(form.items), reason=form.reason, asked_on=asked_on,
        asked_by=actor.account_id, asked_at=clock.now(), due=found.day if found else None,
        term=found.text[:400] if found else "", before=telling.result.to_json(),
    )  # fmt: skip
    setattr(row, side_of(sheet).column, party.key)
    session.add(row)
    session.flush()
    return row


def held_review(review_id: int, version: int | None = None, *, session: Session) -> Held:
    """A request with its turn, regime and sheet; with a version it is locked for a change."""
    row = (
        hold(ScoreReview, review_id, version, "复核", session=session)
        if version is not None
        else session.get(ScoreReview, review_id)
    )
    if row is None:
        raise NotFound("没有这份复核申请，可能是链接有误。")
    turn = session.get_one(ScoreRound, row.round_id)
    regime = regime_of(turn.regime_id, session=session)
    sheet = sheet_of(regime, turn.sheet)
    party = row.provider_id or row.subject_id or 0
    return Held(row, turn, regime, sheet, SheetPlace(turn.regime_id, turn.sheet, turn.period, party))


@command(Action.SCORE_REVIEW_ASK)
def withdraw_review(
    actor: Actor, review_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Take a request back before it is decided."""
    take_turn(session=session)
    held = held_review(review_id, version, session=session)
    require_unit(actor, Action.SCORE_REVIEW_ASK, held.row.unit_id, session=session)
    require_open(held.row)
    if not reason.strip():
        raise Invalid({"reason": "请写明撤回的原因"})
    bump(held.row, {"state": ReviewState.WITHDRAWN.value, "opinion": reason.strip()[:4000]}, session=session)
    record(
        actor, Action.SCORE_REVIEW_ASK, OBJECT, review_id, f"撤回{held.turn.title}的复核申请",
        reason=reason.strip(), session=session,
    )  # fmt: skip


def require_open(row: ScoreReview) -> None:
    """`WrongState` for a request that is settled."""
    if row.state != ReviewState.ASKED.value:
        raise WrongState("这份复核申请已经办结，请刷新页面。")
