"""Who has not given marks: by whoever the scheme says assesses an item, with the units that can be reminded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.permissions import Action, Role, holders_of
from models.account import Account
from models.document import Notice
from models.score import ScoreRound
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.regimes import regime_of
from services.reminding import Reminded, told_today
from services.score_places import sheet_of
from services.score_rounds import RoundPlace, marks_due, round_at, units_named
from services.score_sheets import ScoreRow, SheetKind, read_period, rows_of
from services.use_case import INJECTED, command, query

REMINDER = "score_reminder"
_GIVERS = sorted(role.value for role in holders_of(Action.SCORE_GIVE) if role is not Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Missing:
    """Marks of one item that are missing; `parties` are those that wait for it."""

    item: str
    assessed_by: str
    parties: tuple[str, ...]


def missing_of(kind: SheetKind, rows: Iterable[ScoreRow]) -> tuple[Missing, ...]:
    """What is missing, by item; from rows that are not hidden from the reader."""
    listed = list(rows)
    found = (
        Missing(
            item.name,
            item.assessed_by or "",
            tuple(row.name for row in listed if item.key in row.waiting_keys),
        )
        for item in kind.items
        if item.manual is not None
    )
    return tuple(one for one in found if one.parties)


@query(Action.SCORE_READ)
def due_words(actor: Actor, place: RoundPlace, *, session: Session = INJECTED) -> str:
    """由人评的分最迟哪天评完, with its arithmetic; "" where the scheme does not say."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    found = marks_due(regime, sheet, read_period(sheet, place.period), session=session)
    return found.text if found else ""


@command(Action.REMIND)
def remind_marks(actor: Actor, place: RoundPlace, *, session: Session = INJECTED) -> Reminded:
    """Tell the units that owe marks, once a day: those that the scheme names, else all that have people who may."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    rows = rows_of(regime, place.sheet, read_period(sheet, place.period), session=session)
    owed = {key for row in rows for key in row.waiting_keys}
    names = {item.assessed_by or "" for item in sheet.items if item.key in owed}
    units = _units(names, session=session)
    link = f"/scores?regime={place.regime_id}&sheet={place.sheet}&period={place.period}"
    already = told_today(REMINDER, Notice.link == link[:200], session=session)
    fresh = {unit: name for unit, name in units.items() if unit not in already}
    found = marks_due(regime, sheet, read_period(sheet, place.period), session=session)
    until = f"，{found.text}" if found and found.day else ""
    text = f"请评分：{sheet.name}（{place.period}）还有{sum(1 for row in rows if row.waiting_keys)}个没有评完{until}。"
    for unit in fresh:
        session.add(
            Notice(
                unit_id=unit, kind=REMINDER, text=text[:1000], link=link[:200], at=clock.now(),
                sent_by=actor.account_id,
            )
        )  # fmt: skip
    told = Reminded(tuple(fresh.values()), tuple(name for unit, name in units.items() if unit in already))
    if fresh:
        _tell(actor, place, sheet.name, told.sent, session=session)
    return told


def _tell(actor: Actor, place: RoundPlace, name: str, sent: Sequence[str], *, session: Session) -> None:
    row: ScoreRound | None = round_at(place, session=session)
    told = ("score_round", row.key) if row is not None else ("provider_regime", place.regime_id)
    record(
        actor, Action.REMIND, *told, f"催办{name}（{place.period}）评分：{len(sent)}个单位",
        after={"units": list(sent)}, session=session,
    )  # fmt: skip


def _units(names: set[str], *, session: Session) -> dict[int, str]:
    """The units that are named; where an item names none, those of everybody who may give marks but the office."""
    known = units_named(names, session=session)
    found = {key: name or "" for name, key in known.items()}
    if names - set(known):
        givers = select(Account.unit_id).where(col(Account.role).in_(_GIVERS), col(Account.active)).distinct()
        units = select(Unit.id, Unit.name).where(col(Unit.id).in_(givers), col(Unit.active))
        found |= {key or 0: name for key, name in session.exec(units).all()}
    return found
