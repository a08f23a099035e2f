"""Marks on scoring sheets: given by a named person with a reason, corrected by a new row, never lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.library.decimals import short
from domain.library.models.scoring import Sheet
from domain.permissions import Action
from domain.thresholds.years import Years
from models.measurement import ScoreMark
from models.provider import Provider
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.measurement_values import require_begun
from services.own_years import years_of_party
from services.parties import refresh_parties
from services.provider_access import bump, hold
from services.regimes import Regime, regime_of
from services.score_mark_forms import MarkForm, item_of, mistakes, read_marks, unsigned
from services.score_places import SheetPlace, party_of_sheet, sheet_of
from services.score_rounds import RoundPlace, after_marks, require_no_review, settle_waits
from services.score_sheets import read_period
from services.sides import Side
from services.turns import take_turn
from services.use_case import INJECTED, command
from services.verdict_store import VerdictChange

OBJECT = "score_mark"


@dataclass(frozen=True, slots=True)
class MarkReceipt:
    """The marks that were stored, and which verdicts changed because of them."""

    ids: tuple[int, ...]
    changes: tuple[VerdictChange, ...]


@command(Action.SCORE_GIVE)
def give_marks(
    actor: Actor,
    place: SheetPlace,
    given: Mapping[str, Mapping[str, Any]],
    given_by: str,
    *,
    session: Session = INJECTED,
) -> MarkReceipt:
    """Marks on items of one sheet, by key; items left blank wait. All or none, and the party is judged anew."""
    party, sheet, rows = new_marks(actor, place, given, given_by, session=session)
    store(actor, party, sheet, rows, session=session)
    return judged(sheet, [party], rows, session=session)


def new_marks(
    actor: Actor,
    place: SheetPlace,
    given: Mapping[str, Mapping[str, Any]],
    given_by: str,
    *,
    session: Session,
) -> tuple[Provider | Subject, Sheet, list[ScoreMark]]:
    """Marks as rows that are not stored yet, or `Invalid`; the party is locked."""
    regime = regime_of(place.regime_id, session=session)
    sheet, party = _held(actor, regime, place, session=session)
    years = years_of_party(regime, _side(party), party.key, session=session)
    place = replace(place, period=_begun(sheet, place.period, years))
    told = read_marks(sheet, given, given_by)
    if again := _there(place, party, told, session=session):
        raise Invalid({f"points:{key}": "这一项已经评过，要改请用“更正评分”" for key in again})
    return party, sheet, [_row(actor, place, party, key, form, given_by) for key, form in told.items()]


@command(Action.SCORE_GIVE)
def correct_mark(
    actor: Actor,
    mark_id: int,
    version: int,
    values: Mapping[str, Any],
    why: str,
    *,
    session: Session = INJECTED,
) -> MarkReceipt:
    """Replace a mark by another one; the old one stays. values: points, reason, given_by."""
    old = hold(ScoreMark, mark_id, version, "评分", session=session)
    if old.superseded:
        raise WrongState("这次评分已经更正过，请在最新的一次上更正。")
    place = SheetPlace(old.regime_id, old.sheet, old.period, old.provider_id or old.subject_id or 0)
    regime = regime_of(old.regime_id, session=session)
    sheet, party = _held(actor, regime, place, session=session)
    require_no_review(place, _side(party), session=session)
    form = MarkForm.read({name: values.get(name, "") for name in MarkForm.model_fields})
    by = str(values.get("given_by", ""))
    wrong = mistakes(sheet, old.item, form) | unsigned(by)
    if not why.strip():
        wrong["why"] = "请写明更正的原因和依据"
    if wrong:
        raise Invalid(wrong)
    row = replaced(actor, place, party, old, form, by, why, session=session)
    store(actor, party, sheet, [row], session=session)
    return judged(sheet, [party], [row], session=session)


def replaced(
    actor: Actor,
    place: SheetPlace,
    party: Provider | Subject,
    old: ScoreMark,
    form: MarkForm,
    by: str,
    why: str,
    *,
    session: Session,
) -> ScoreMark:
    """The mark that takes the place of another one, which stays as history."""
    row = _row(actor, place, party, old.item, form, by)
    row.corrects_id, row.correction_reason = old.key, why.strip()[:1000]
    bump(old, {"superseded": True}, session=session)
    return row


def _held(
    actor: Actor, regime: Regime, place: SheetPlace, *, session: Session
) -> tuple[Sheet, Provider | Subject]:
    """The sheet and the party, locked: of two people who mark the same item the second one is told."""
    sheet = sheet_of(regime, place.sheet)
    party = party_of_sheet(actor, regime, sheet, place.party_id, Action.SCORE_GIVE, session=session)
    if regime.row.ended_on is not None or not party.active:
        raise WrongState("监管方案已经停用，或者这个单位已经不在判定范围内，不能再评分。")
    take_turn(session=session)
    model = type(party)
    session.exec(select(model.id).where(col(model.id) == party.key).with_for_update()).all()
    return sheet, party


def _begun(sheet: Sheet, text: str, years: Years) -> str:
    """The period as it is stored. One that runs may be marked: a year is assessed before it is over."""
    span = read_period(sheet, text)
    require_begun("period", span, clock.today(), years)
    return str(span)


def _there(
    place: SheetPlace, party: Provider | Subject, items: Iterable[str], *, session: Session
) -> set[str]:
    """Those of some items that have a mark already."""
    found = select(ScoreMark.item).where(
        ScoreMark.regime_id == place.regime_id, ScoreMark.sheet == place.sheet, ScoreMark.period == place.period,
        _side(party).of(ScoreMark) == party.key, col(ScoreMark.superseded).is_(False),
        col(ScoreMark.item).in_(list(items)),
    )  # fmt: skip
    return set(session.exec(found).all())


def _side(party: Provider | Subject) -> Side:
    return Side.PROVIDER if isinstance(party, Provider) else Side.SUBJECT


def _row(
    actor: Actor, place: SheetPlace, party: Provider | Subject, item: str, form: MarkForm, given_by: str
) -> ScoreMark:
    points = Fraction(form.points or 0)
    row = ScoreMark(
        regime_id=place.regime_id, sheet=place.sheet, item=item, period=place.period,
        numerator=points.numerator, denominator=points.denominator, reason=form.reason,
        given_by=given_by.strip(), recorded_by=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    setattr(row, _side(party).column, party.key)
    return row


def store(
    actor: Actor,
    party: Provider | Subject,
    sheet: Sheet,
    rows: Sequence[ScoreMark],
    *,
    action: Action = Action.SCORE_GIVE,
    session: Session,
) -> None:
    """Keep marks of one party with their audit entries."""
    session.add_all(rows)
    session.flush()
    changes = [_change(party, sheet, row) for row in rows]
    record_all(actor, action, changes, session=session)
    first, period = rows[0], rows[0].period
    place = RoundPlace(first.regime_id, first.sheet, period)
    settle_waits(place, _side(party), party.key, [row.item for row in rows], session=session)


def judged(
    sheet: Sheet, parties: Sequence[Provider | Subject], rows: Sequence[ScoreMark], *, session: Session
) -> MarkReceipt:
    """Parties of one sheet judged anew after marks came in."""
    changes = refresh_parties(parties, f"{sheet.name}{rows[0].period}评分", session=session)
    after_marks(RoundPlace(rows[0].regime_id, rows[0].sheet, rows[0].period), session=session)
    return MarkReceipt(tuple(row.key for row in rows), tuple(changes))


def _change(party: Provider | Subject, sheet: Sheet, row: ScoreMark) -> Change:
    item, _ = item_of(sheet, row.item)
    verb = "更正评分" if row.corrects_id else "评分"
    points = short(Fraction(row.numerator, row.denominator))
    told = f"{verb}“{party.name}”{row.period}{sheet.name}“{item.name}”：{points}分"
    after = row.model_dump(exclude={"id", "recorded_at"})
    return Change(OBJECT, row.key, told, {}, after, row.correction_reason or row.reason)
