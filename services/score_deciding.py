"""A review decided: by somebody who neither asked nor marked, with the reason; marks change with their history."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.errors import Invalid, Refused, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from domain.score_reviews import Result, ReviewState, Telling
from domain.terms import chinese_date
from models.measurement import ScoreMark
from services import clock
from services.actor import Actor
from services.audit import record
from services.provider_access import bump
from services.score_facts import side_of
from services.score_mark_forms import MarkForm, mistakes
from services.score_marks import judged, replaced, store
from services.score_places import party_of_sheet
from services.score_reviews import OBJECT, Held, Party, held_review, require_open
from services.score_sheets import read_period, scores_of
from services.score_telling import send
from services.turns import take_turn
from services.use_case import INJECTED, command


class DecisionForm(Form):
    """维持 or 变更, with the reason."""

    state: ReviewState
    opinion: Annotated[Text, Field(min_length=1, max_length=4000)]


@command(Action.SCORE_REVIEW_DECIDE)
def decide_review(
    actor: Actor,
    review_id: int,
    version: int,
    values: Mapping[str, Any],
    marks: Mapping[str, Mapping[str, Any]],
    *,
    session: Session = INJECTED,
) -> Result:
    """Uphold the result, or change marks that people gave; by somebody who neither asked nor marked. What it is now."""
    form = DecisionForm.read(values)
    take_turn(session=session)
    held = held_review(review_id, version, session=session)
    require_open(held.row)
    require_other(actor, held, session=session)
    party = party_of_sheet(
        actor, held.regime, held.sheet, held.place.party_id, Action.SCORE_REVIEW_DECIDE, session=session
    )
    told = {key: one for key, one in marks.items() if any(str(text).strip() for text in one.values())}
    if form.state is ReviewState.CHANGED:
        _change(actor, held, party, told, form.opinion, session=session)
    elif form.state is not ReviewState.UPHELD:
        raise Invalid({"state": "请选择维持或者变更"})
    elif told:
        raise Invalid({"state": "填了新的分数，就要选“变更”"})
    now = now_of(held, session=session)
    _settle(actor, held, party, form, now, session=session)
    return now


def require_other(actor: Actor, held: Held, *, session: Session) -> None:
    """`Refused` for whoever asked for the review or gave a mark on the sheet."""
    column = ScoreMark.provider_id if held.row.provider_id else ScoreMark.subject_id
    place = held.place
    marked = select(ScoreMark.id).where(
        ScoreMark.regime_id == place.regime_id, ScoreMark.sheet == place.sheet, ScoreMark.period == place.period,
        column == place.party_id, ScoreMark.recorded_by == actor.account_id,
    )  # fmt: skip
    if actor.account_id == held.row.asked_by:
        raise Refused("复核申请是您登记的，要由另一个人决定。")
    if session.exec(marked).first() is not None:
        raise Refused("这张表上有您登记的评分，复核要由没有评过这张表的人决定。")


def _change(
    actor: Actor,
    held: Held,
    party: Party,
    marks: Mapping[str, Mapping[str, Any]],
    why: str,
    *,
    session: Session,
) -> None:
    """New marks in place of the old ones; none are needed where data that were wrong have changed the result."""
    if not marks:
        if now_of(held, session=session) == Result.from_json(held.row.before):
            raise Invalid({"state": "选了“变更”，请填写要改的分数；由数据算的分，先更正数据再作决定"})
        return
    forms: dict[str, MarkForm] = {}
    wrong: dict[str, str] = {}
    for key, values in marks.items():
        try:
            forms[key] = MarkForm.read(values)
        except Invalid as error:
            wrong |= {f"{name}:{key}": told for name, told in error.fields.items()}
            continue
        wrong |= {f"{name}:{key}": told for name, told in mistakes(held.sheet, key, forms[key]).items()}
    if wrong:
        raise Invalid(wrong)
    old = standing(held, session=session)
    by = f"复核 {actor.unit_name} {actor.name}"[:100]
    rows = [
        replaced(actor, held.place, party, old[key], form, by, f"复核：{why}", session=session)
        for key, form in forms.items()
        if key in old
    ]
    if len(rows) < len(forms):
        raise WrongState("有的项目还没有评过分，先评分，再复核。")
    store(actor, party, held.sheet, rows, action=Action.SCORE_REVIEW_DECIDE, session=session)
    judged(held.sheet, [party], rows, session=session)


def standing(held: Held, *, session: Session) -> dict[str, ScoreMark]:
    """The marks that stand, by item."""
    place = held.place
    found = select(ScoreMark).where(
        ScoreMark.regime_id == place.regime_id, ScoreMark.sheet == place.sheet, ScoreMark.period == place.period,
        side_of(held.sheet).of(ScoreMark) == place.party_id, col(ScoreMark.superseded).is_(False),
    )  # fmt: skip
    return {one.item: one for one in session.exec(found).all()}


def now_of(held: Held, *, session: Session) -> Result:
    """What the result is at the moment."""
    span = read_period(held.sheet, held.turn.period)
    party = held.place.party_id
    score = scores_of(held.regime, held.turn.sheet, span, [party], session=session)[party].score
    return Result(score.total, score.grade)


def _settle(
    actor: Actor, held: Held, party: Party, form: DecisionForm, now: Result, *, session: Session
) -> None:
    """Keep the decision; a result that changed is told by it."""
    row, turn = held.row, held.turn
    values = {
        "state": form.state.value, "opinion": form.opinion, "decided_by": actor.account_id,
        "decided_at": clock.now(), "after": now.to_json(),
    }  # fmt: skip
    bump(row, values, session=session)
    if form.state is ReviewState.CHANGED:
        telling = Telling(clock.today(), now, row.key).to_json()
        turn.told = {**turn.told, str(party.key): [*turn.told.get(str(party.key), []), telling]}
        bump(turn, {}, session=session)
    word = "变更" if form.state is ReviewState.CHANGED else "维持"
    text = f"{party.name}{turn.title}的结果：复核决定{word}，{now.words}。{form.opinion}"
    send(actor, row.unit_id, text, held.place, session=session)
    record(
        actor, Action.SCORE_REVIEW_DECIDE, OBJECT, row.key,
        f"复核“{party.name}”{turn.title}的结果：{word}（申请于{chinese_date(row.asked_on)}）",
        before=row.before, after=now.to_json(), reason=form.opinion, session=session,
    )  # fmt: skip
