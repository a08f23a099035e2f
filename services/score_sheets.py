"""考核评分: the scoring sheets of a regime, and what each party comes to on one of them in a period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlmodel import Session

from domain.errors import Invalid
from domain.library.models.scoring import Sheet, SheetItem
from domain.permissions import Action, Scope, require, ruling
from domain.thresholds import Engine, spans
from domain.thresholds.collecting import undisturbed
from domain.thresholds.sheet_scores import ItemScore, SheetScore
from domain.thresholds.years import years_of
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.judging import facts_of
from services.regimes import Regime, regime_of, regimes_in_use
from services.score_facts import side_of
from services.score_parties import kinds_of_parties, parties_in_sight, parties_of, reading
from services.subjects import kind_name
from services.use_case import INJECTED, query
from services.verdict_store import settings_of

_MOST = 60  # periods of a sheet that are offered, the latest
_OCCASIONS = 12
_HIDDEN = "全部评完后公布"


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A scoring sheet: whom it is about, and the periods in which it can be looked at, the newest first."""

    key: str
    name: str
    clause: str
    of: str
    who: str
    total: Fraction
    periods: Mapping[str, str]
    current: str
    items: tuple[SheetItem, ...]
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet reckoned for one party, and the items on which it has a mark."""

    score: SheetScore
    marked: frozenset[str]

    def waits(self, item: SheetItem, score: ItemScore) -> bool:
        """Whether an item is without points because nobody has given any."""
        return item.manual is not None and score.state == "pending" and item.key not in self.marked


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What one party comes to; `waiting` for marks, `lacking` data: names of items. Rank None while it is not told."""

    party_id: int
    name: str
    score: SheetScore
    waiting: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    rank: int | None = None
    waiting_keys: tuple[str, ...] = ()
    kind: str = ""  # what it is, where a sheet is on several kinds, each of which is ranked by itself

    @property
    def shown(self) -> str:
        """Its name, with what it is where that tells among whom it is ranked."""
        return f"{self.name}（{self.kind}）" if self.kind else self.name

    @property
    def pending(self) -> bool:
        """Whether there is no total yet, though there will be one."""
        return self.score.total is None and not self.score.exempt


@query(Action.SCORE_READ)
def regimes_that_score(actor: Actor, *, session: Session = INJECTED) -> dict[str, str]:
    """Regimes in use with a sheet that the actor may read, for a select box: id as text → name."""
    found = regimes_in_use(session=session)
    return {str(one.row.key): one.row.name for one in found if _readable(actor, one)}


@query(Action.SCORE_READ)
def sheets_of_regime(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> dict[str, SheetKind]:
    """The sheets of a regime that the actor may read, by their keys."""
    regime = regime_of(regime_id, session=session)
    return {key: sheet_kind(regime, key, sheet) for key, sheet in _readable(actor, regime).items()}


@query(Action.SCORE_READ)
def list_scores(
    actor: Actor, regime_id: int, sheet: str, period: str, *, session: Session = INJECTED
) -> list[ScoreRow]:
    """Everybody in the actor's scope, the best first; ranked among all, for the assessed once all are marked."""
    regime = regime_of(regime_id, session=session)
    found = _readable(actor, regime).get(sheet)
    if found is None:
        raise Invalid({"sheet": "请选择评分表"})
    rows = rows_of(regime, sheet, read_period(found, period), session=session)
    seen = parties_in_sight(actor, regime, found, session=session)
    return [_for_reader(actor, found, row, rows) for row in rows if row.party_id in seen]


def rows_of(regime: Regime, sheet: str, span: spans.Span, *, session: Session) -> list[ScoreRow]:
    """Everybody, the best first, whoever asks."""
    found = regime.scheme.scoring[sheet]
    names = parties_of(regime, found, session=session)
    kinds = kinds_of_parties(regime, found, session=session)
    scored = scores_of(regime, sheet, span, list(names), session=session)
    rows = (_row(found, party, names[party], one, kinds.get(party, "")) for party, one in scored.items())
    of_kind: dict[str, list[ScoreRow]] = {kind: [] for kind in dict.fromkeys(kinds.values())} or {"": []}
    for row in rows:
        of_kind[row.kind].append(row)
    return [row for alike in of_kind.values() for row in _in_order(alike)]


def read_period(sheet: Sheet, text: str) -> spans.Span:
    """A period of the sheet; `Invalid` for any other."""
    try:
        span: spans.Span | None = spans.read(text, sheet.every)
    except Invalid:
        span = None
    if span is None or span.grain != sheet.every:
        raise Invalid({"period": f"统计期请写成 {spans.example_of(sheet.every)} 这样"})
    return span


def scores_of(
    regime: Regime, sheet: str, span: spans.Span, parties: Sequence[int], *, session: Session
) -> dict[int, Scored]:
    """What parties come to."""
    side = side_of(regime.scheme.scoring[sheet])
    with undisturbed():
        facts = facts_of(regime, side, parties, session=session).facts
        engine = Engine(regime.library, settings_of(regime), calendar=work_calendar(session=session))
        book = engine.book(facts, clock.today())
        marked: dict[str, set[str]] = {}
        for of_sheet, item, subject, period in book.marks:
            if (of_sheet, period) == (sheet, str(span)):
                marked.setdefault(subject, set()).add(item)
        return {
            party: Scored(
                engine.score(sheet, book, str(party), span.grain, span.index),
                frozenset(marked.get(str(party), ())),
            )
            for party in parties
        }


def may_see_all(actor: Actor) -> bool:
    """Whether somebody is told of what is not finished; those who are assessed wait until it is."""
    return require(actor.role, Action.SCORE_READ) is Scope.ALL


def published(sheet: Sheet, score: SheetScore) -> SheetScore:
    """What those who are assessed read: no mark of a person before all are given."""
    if score.total is not None or score.exempt:
        return score
    by_hand = {item.key for item in sheet.items if item.manual is not None}
    items = tuple(
        replace(one, points=None, told=_HIDDEN, state="pending")
        if one.key in by_hand and one.state == "scored"
        else one
        for one in score.items
    )
    return replace(score, items=items)


def sheet_kind(regime: Regime, key: str, sheet: Sheet) -> SheetKind:
    """A sheet with its periods; the one at hand is the last that is over, else the one that runs."""
    every = sheet.every
    places, current = _places(regime, every)
    periods = {spans.text_of(every, at): spans.label(every, at) for at in places}
    return SheetKind(
        key, sheet.name, sheet.clause, sheet.of, kind_name(regime.scheme, sheet.of), sheet.total, periods,
        spans.text_of(every, current), sheet.items, tuple(one.grade for one in sheet.grades),
    )  # fmt: skip


def _places(regime: Regime, every: str) -> tuple[Iterable[int], int]:
    if every == "occasion":
        return range(_OCCASIONS, 0, -1), 1
    today, years = clock.today(), years_of(regime.scheme)
    now, first = years.begun(today, every), years.begun(regime.row.started_on, every)
    places = range(now, max(first, now - _MOST + 1) - 1, -1)
    return places, max(first, spans.last_over(today, every, years.first))


def _readable(actor: Actor, regime: Regime) -> dict[str, Sheet]:
    sheets = regime.scheme.scoring
    return {key: one for key, one in sheets.items() if ruling(actor.role, reading(one)).allowed}


def _row(sheet: Sheet, party: int, name: str, found: Scored, kind: str) -> ScoreRow:
    pairs = zip(sheet.items, found.score.items, strict=not found.score.exempt)
    pending = [(item, found.waits(item, one)) for item, one in pairs if one.state == "pending"]
    waiting = [item for item, waits in pending if waits]
    lacking = tuple(item.name for item, waits in pending if not waits)
    names, keys = tuple(item.name for item in waiting), tuple(item.key for item in waiting)
    return ScoreRow(party, name, found.score, names, lacking, waiting_keys=keys, kind=kind)


def _in_order(rows: Iterable[ScoreRow]) -> list[ScoreRow]:
    """By total, with places; those without one at the end."""
    ordered = sorted(rows, key=lambda row: (row.score.total is None, -(row.score.total or 0), row.name))
    totals = [row.score.total for row in ordered]
    return [
        row if row.score.total is None else replace(row, rank=totals.index(row.score.total) + 1)
        for row in ordered
    ]


def _for_reader(actor: Actor, sheet: Sheet, row: ScoreRow, everybody: Sequence[ScoreRow]) -> ScoreRow:
    if may_see_all(actor):
        return row
    complete = not any(one.pending for one in everybody)
    return replace(row, score=published(sheet, row.score), rank=row.rank if complete else None)
