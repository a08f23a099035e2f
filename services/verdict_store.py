"""Keeping verdicts: what is new or different becomes a row, what it takes the place of stays and points at it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, col

from domain.thresholds import evaluate
from domain.thresholds.collecting import undisturbed
from domain.thresholds.verdicts import Outcome
from models.decision import Verdict
from services import cases, clock, paused_terms
from services.audit import Change, record_all
from services.calendars import work_calendar
from services.everybody import is_judged
from services.overtaken import TIME_PASSED
from services.own_years import years_of_parties
from services.regimes import Regime
from services.sides import Side
from services.verdict_ageing import move_on
from services.verdict_facts import Gathered
from services.verdict_rows import Key, NewRow, day_of, new_rows

NEW, GONE = "", "gone"


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One verdict that is new, different or no longer there; the outcomes before and after."""

    verdict_id: int
    party_id: int
    rule: str
    title: str
    period: str
    was: str
    now: str
    arithmetic: str
    day: str = ""

    @property
    def sentence(self) -> str:
        """The change in words, for the receipt of whoever changed the figures."""
        when = self.period or self.day
        period = f"{when} " if when else ""
        now = Outcome(self.now).label if self.now != GONE else "不再适用"
        return f"{period}{self.rule} {self.title}：{self._before}“{now}”（{self.arithmetic}）。"

    @property
    def _before(self) -> str:
        if self.was == self.now:
            return "仍为"
        return f"由“{Outcome(self.was).label}”变为" if self.was else "判定为"


@dataclass(frozen=True, slots=True)
class _Stored:
    """A current row, as far as it matters for the comparison."""

    id: int
    key: Key
    outcome: str
    fingerprint: str
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class _Gone:
    """A row that nothing takes the place of; `by_record` when "nothing was recorded" gave way to the first record."""

    old: _Stored
    by_record: bool

    @property
    def why(self) -> str:
        return "已有登记，逐条判定" if self.by_record else "所依据的登记已不存在"


@dataclass(frozen=True, slots=True)
class Party:
    """Whose verdicts are computed; units: the unit of each subject, for lists and to-dos."""

    side: Side
    ids: Collection[int]
    units: Mapping[int, int] = field(default_factory=dict)


def store_verdicts(
    party: Party, regime: Regime, gathered: Gathered, why: str, *, session: Session
) -> list[VerdictChange]:
    """Judge from the facts, keep what is new or different, mark what it takes the place of, follow the cases."""
    with undisturbed():
        return _store(party, regime, gathered, why, session=session)


def _store(
    party: Party, regime: Regime, gathered: Gathered, why: str, *, session: Session
) -> list[VerdictChange]:
    today = clock.today()
    calendar = work_calendar(session=session)
    found = evaluate(regime.library, gathered.facts, today, settings_of(regime), calendar=calendar)
    verdicts = [verdict for verdict in found if is_judged(verdict.subject)]
    years = years_of_parties(regime, party.side, party.ids, session=session)
    rows = new_rows(regime, verdicts, gathered.sources, party.side, years)
    wanted = {row.key: row for row in rows}
    stored = _current(party, session=session)
    fresh = [row for key, row in wanted.items() if not _same(stored.get(key), row)]
    if why == TIME_PASSED:
        moved = move_on(fresh, {key: one.id for key, one in stored.items()}, session=session)
        fresh = [row for row in fresh if row.key not in moved]
    single = {key[:2] for key in wanted if day_of(key[2])}
    gone = [
        _Gone(old, by_record=not day_of(key[2]) and key[:2] in single)
        for key, old in stored.items()
        if key not in wanted
    ]
    ids = _replace(party, fresh, gone, stored, why, session=session)
    changes = [*_changes(fresh, ids, stored), *_gone(gone)]
    _tell(party, changes, why, session=session)
    cases.follow(party.side, regime, party.ids, today, session=session)
    paused_terms.follow(party.side, regime, wanted, session=session)
    return changes


def settings_of(regime: Regime) -> Mapping[str, Any]:
    """What the office chose and filled in, as the engine wants it."""
    return dict(regime.row.parameters)


def _current(party: Party, *, session: Session) -> dict[Key, _Stored]:
    owner = party.side.of(Verdict)
    columns = (
        col(Verdict.id), owner, col(Verdict.rule), col(Verdict.place), col(Verdict.outcome),
        col(Verdict.fingerprint), col(Verdict.title), col(Verdict.period),
    )  # fmt: skip
    found = select(*columns).where(owner.in_(party.ids), col(Verdict.superseded).is_(False))
    return {
        (owner_id, rule, place): _Stored(verdict_id, (owner_id, rule, place), *rest)
        for verdict_id, owner_id, rule, place, *rest in session.execute(found)
    }


def _same(old: _Stored | None, new: NewRow) -> bool:
    return old is not None and old.fingerprint == new.fingerprint


def _replace(
    party: Party,
    fresh: Sequence[NewRow],
    gone: Iterable[_Gone],
    stored: Mapping[Key, _Stored],
    why: str,
    *,
    session: Session,
) -> list[int]:
    """Ids of the new rows. Old rows stay and point at what took their place; four statements at most."""
    replaced = [stored[row.key].id for row in fresh if row.key in stored]
    marks: list[dict[str, Any]] = [{"key": old, "why": why[:500]} for old in replaced]
    marks += [{"key": one.old.id, "why": f"{why}：{one.why}"[:500]} for one in gone]
    connection = session.connection()
    if marks:
        connection.execute(_SUPERSEDE, marks)
    if not fresh:
        return []
    rows = [row.stored() | {"subject_unit_id": party.units.get(row.key[0])} for row in fresh]
    connection.execute(insert(Verdict), rows)
    now = _current(party, session=session)
    ids = [now[row.key].id for row in fresh]
    if replaced:
        links = [
            {"key": stored[row.key].id, "new": new}
            for row, new in zip(fresh, ids, strict=True)
            if row.key in stored
        ]
        connection.execute(_POINT, links)
    return ids


_SUPERSEDE = (
    update(Verdict)
    .where(col(Verdict.id) == bindparam("key"))
    .values(superseded=True, superseded_by=None, superseded_why=bindparam("why"))
)
_POINT = update(Verdict).where(col(Verdict.id) == bindparam("key")).values(superseded_by=bindparam("new"))


def _changes(
    fresh: Sequence[NewRow], ids: Sequence[int], stored: Mapping[Key, _Stored]
) -> Iterable[VerdictChange]:
    for row, verdict_id in zip(fresh, ids, strict=True):
        old = stored.get(row.key)
        values = row.values
        yield VerdictChange(
            verdict_id, row.key[0], values["rule"], values["title"], values["period"],
            old.outcome if old else NEW, values["outcome"], values["arithmetic"],
            day_of(row.key[2]),
        )  # fmt: skip


def _gone(gone: Iterable[_Gone]) -> Iterable[VerdictChange]:
    """What no longer holds; that nothing was recorded is not said to be gone once something is."""
    for one in gone:
        old = one.old
        if not one.by_record:
            yield VerdictChange(
                old.id, old.key[0], old.key[1], old.title, old.period, old.outcome, GONE, one.why,
                day_of(old.key[2]),
            )  # fmt: skip


_TOLD = frozenset({Outcome.TRIGGERED.value, Outcome.NOT_MET.value})


def _tell(party: Party, changes: Iterable[VerdictChange], why: str, *, session: Session) -> None:
    """Entries on the parties' timelines for verdicts that begin or cease to have consequences."""
    told = [
        Change(
            party.side.value, change.party_id, change.sentence.removesuffix("。")[:300], {"outcome": change.was},
            {"outcome": change.now, "verdict_id": change.verdict_id, "rule": change.rule}, why,
        )
        for change in changes
        if _TOLD & {change.was, change.now} and change.was != change.now
    ]  # fmt: skip
    record_all(None, "verdict.computed", told, session=session)
