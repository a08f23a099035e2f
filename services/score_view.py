"""评分表 of one party in one period: each item with its points and why, vetoes, what is missing, who marked it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlmodel import Session, col, select

from domain.library.decimals import short
from domain.library.models.scoring import ManualStep, Sheet, SheetItem
from domain.library.score_words import review_words
from domain.permissions import Action, ruling
from domain.several_kinds import includes
from domain.thresholds.sheet_scores import ItemScore, SheetScore
from models.account import Account
from models.measurement import ScoreMark
from services.actor import Actor
from services.provider_access import find_provider
from services.regimes import Regime, regime_of
from services.score_facts import side_of
from services.score_parties import reading
from services.score_places import SheetPlace, party_of_sheet, sheet_of
from services.score_sheets import (
    Scored,
    SheetKind,
    may_see_all,
    published,
    read_period,
    scores_of,
    sheet_kind,
)
from services.subjects import find_subject
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class MarkView:
    """A mark as it was given; `superseded` when a later one took its place."""

    id: int
    version: int
    item: str
    points: Fraction
    reason: str
    given_by: str
    recorded_by: str
    recorded_at: datetime
    superseded: bool
    correction_reason: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with what it came to; `waits` when somebody has to give a mark, `mark` the one that stands.

    hidden: it has points, which are not told before all are given.
    """

    item: SheetItem
    score: ItemScore
    waits: bool = False
    hidden: bool = False
    mark: MarkView | None = None

    @property
    def told(self) -> str:
        """How the points came about."""
        if self.score.told or self.score.state != "scored":
            return self.score.told
        if self.item.bonus:
            return "没有加减分"
        return "没有得分的情形" if self.item.starts == "zero" else "没有扣分的情形"

    @property
    def asked(self) -> ManualStep | None:
        """What a person is to judge, and within which points."""
        return self.item.manual


@dataclass(frozen=True, slots=True)
class SheetView:
    """A whole sheet; `history` has every mark, the latest first."""

    kind: SheetKind
    place: SheetPlace
    name: str
    score: SheetScore
    items: tuple[ItemView, ...]
    history: tuple[MarkView, ...]
    total: str
    review: str
    may_give: bool


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A sheet of a party, at the period at hand."""

    place: SheetPlace
    title: str


@query(Action.SCORE_READ)
def read_sheet(actor: Actor, place: SheetPlace, *, session: Session = INJECTED) -> SheetView:
    """One party's sheet, as far as the actor may read it."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    party = party_of_sheet(actor, regime, sheet, place.party_id, reading(sheet), session=session)
    span = read_period(sheet, place.period)
    scored = scores_of(regime, place.sheet, span, [party.key], session=session)[party.key]
    everything = may_see_all(actor)
    history = _history(place, sheet, str(span), session=session) if everything else ()
    score = scored.score if everything else published(sheet, scored.score)
    may_give = ruling(actor.role, Action.SCORE_GIVE).allowed and regime.row.ended_on is None and party.active
    return SheetView(
        sheet_kind(regime, place.sheet, sheet), SheetPlace(place.regime_id, place.sheet, str(span), party.key),
        party.name, score, _items(sheet, scored, score, history), history, total_words(sheet, score),
        review_words(sheet.review), may_give,
    )  # fmt: skip


@query(Action.SCORE_READ)
def sheets_of_provider(
    actor: Actor, provider_id: int, *, session: Session = INJECTED
) -> tuple[SheetLink, ...]:
    """The sheets on which a provider is assessed."""
    row = find_provider(actor, provider_id, Action.VERDICT_READ, session=session)
    if row.regime_id is None:
        return ()
    return _links(regime_of(row.regime_id, session=session), "provider", row.key)


@query(Action.SCORE_READ)
def sheets_of_subject(actor: Actor, subject_id: int, *, session: Session = INJECTED) -> tuple[SheetLink, ...]:
    """The sheets on which a unit or person is assessed."""
    row = find_subject(actor, subject_id, Action.TARGET_READ, session=session)
    return _links(regime_of(row.regime_id, session=session), row.kind, row.key)


def _links(regime: Regime, kind: str, party_id: int) -> tuple[SheetLink, ...]:
    kinds = [
        sheet_kind(regime, key, one) for key, one in regime.scheme.scoring.items() if includes(one.of, kind)
    ]
    return tuple(
        SheetLink(
            SheetPlace(regime.row.key, one.key, one.current, party_id),
            f"{one.name}（{one.periods.get(one.current, one.current)}）",
        )
        for one in kinds
    )


def total_words(sheet: Sheet, score: SheetScore) -> str:
    """How the total comes about out of items, bonus and vetoes; "" while it is open or nothing but the items' sum."""
    points = {one.key: one.points for one in score.items}
    if score.total is None or None in points.values():
        return (
            f"一票否决（{score.vetoed_by}），总分计{short(score.total)}分" if score.total is not None else ""
        )
    bonus_keys = [item.key for item in sheet.items if item.bonus]
    base = sum((points[item.key] or Fraction(0) for item in sheet.items if not item.bonus), Fraction(0))
    bonus = sum((points[key] or Fraction(0) for key in bonus_keys), Fraction(0))
    held = _held(sheet, bonus)
    parts = [f"各项{short(base)}分"]
    if bonus_keys:
        kept = f"，按{short(held)}分计" if held != bonus else ""
        parts.append(f"加减分{short(bonus)}分{kept}")
    if base + held != score.total:
        why = f"一票否决（{score.vetoed_by}），" if score.vetoed_by else ""
        parts.append(f"{why}总分计{short(score.total)}分")
    return "；".join(parts) if len(parts) > 1 else ""


def _held(sheet: Sheet, bonus: Fraction) -> Fraction:
    low, high = sheet.bonus_at_least, sheet.bonus_at_most
    bonus = bonus if low is None else max(bonus, low)
    return bonus if high is None else min(bonus, high)


def _items(
    sheet: Sheet, scored: Scored, shown: SheetScore, history: tuple[MarkView, ...]
) -> tuple[ItemView, ...]:
    current: Mapping[str, MarkView] = {one.item: one for one in history if not one.superseded}
    return tuple(
        ItemView(item, one, scored.waits(item, real), real.points != one.points, current.get(item.key))
        for item, one, real in zip(sheet.items, shown.items, scored.score.items, strict=not shown.exempt)
    )


def _history(place: SheetPlace, sheet: Sheet, period: str, *, session: Session) -> tuple[MarkView, ...]:
    found = (
        select(ScoreMark, Account.name)
        .join(Account, col(Account.id) == col(ScoreMark.recorded_by))
        .where(
            ScoreMark.regime_id == place.regime_id, ScoreMark.sheet == place.sheet, ScoreMark.period == period,
            side_of(sheet).of(ScoreMark) == place.party_id,
        )
        .order_by(col(ScoreMark.id).desc())
    )  # fmt: skip
    return tuple(_mark(row, name) for row, name in session.exec(found).all())


def _mark(row: ScoreMark, recorded_by: str) -> MarkView:
    return MarkView(
        row.key, row.version, row.item, Fraction(row.numerator, row.denominator), row.reason, row.given_by,
        recorded_by, row.recorded_at, row.superseded, row.correction_reason,
    )  # fmt: skip
