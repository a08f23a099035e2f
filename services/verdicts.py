"""Verdicts: computed for every provider of a regime, stored when they change, never silently withdrawn."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from domain.permissions import Action
from domain.thresholds import evaluate
from domain.thresholds.verdicts import Outcome
from models.decision import Verdict
from models.provider import Provider, ProviderRegime
from services import cases, clock
from services.actor import Actor
from services.audit import Change, record_all
from services.calendars import work_calendar
from services.regimes import Regime, regime_of
from services.use_case import INJECTED, command
from services.verdict_facts import gather
from services.verdict_rows import Key, NewRow, new_rows

OBJECT = "verdict"
NEW, GONE = "", "gone"


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One verdict that is new, different or no longer there; the outcomes before and after."""

    verdict_id: int
    provider_id: int
    rule: str
    title: str
    period: str
    was: str
    now: str
    arithmetic: str

    @property
    def sentence(self) -> str:
        """The change in words, for the receipt of whoever changed the figures."""
        period = f"{self.period} " if self.period else ""
        now = Outcome(self.now).label if self.now != GONE else "不再适用"
        before = f"由“{Outcome(self.was).label}”变为" if self.was else "判定为"
        return f"{period}{self.rule} {self.title}：{before}“{now}”（{self.arithmetic}）"


@dataclass(frozen=True, slots=True)
class _Stored:
    """A current row, as far as it matters for the comparison."""

    id: int
    key: Key
    outcome: str
    fingerprint: str
    title: str
    period: str


@command(Action.VERDICT_COMPUTE)
def compute_verdicts(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[VerdictChange]:
    """Judge every active provider of a regime anew; what changed."""
    regime = regime_of(regime_id, session=session)
    found = select(col(Provider.id)).where(col(Provider.regime_id) == regime_id, col(Provider.active))
    ids = list(session.execute(found).scalars())
    changes = _refresh(regime, ids, "重新计算全部判定", session=session)
    regime.row.computed_at = clock.now()
    session.add(regime.row)
    triggered = sum(1 for change in changes if change.now == Outcome.TRIGGERED.value)
    change = Change(
        "provider_regime", regime_id,
        f"计算“{regime.row.name}”判定：{len(ids)}家单位，{len(changes)}项有变化，其中新触发{triggered}项",
        {}, {"providers": len(ids), "changes": len(changes)},
    )  # fmt: skip
    record_all(actor, Action.VERDICT_COMPUTE, [change], session=session)
    return changes


def refresh_providers(provider_ids: Collection[int], why: str, *, session: Session) -> list[VerdictChange]:
    """Judge some providers anew after their figures changed; part of the use case that changed them."""
    session.flush()
    found = select(col(Provider.id), col(Provider.regime_id)).where(
        col(Provider.id).in_(provider_ids), col(Provider.active), col(Provider.regime_id).is_not(None)
    )
    by_regime: dict[int, list[int]] = defaultdict(list)
    for provider_id, regime_id in session.execute(found):
        by_regime[regime_id].append(provider_id)
    changes: list[VerdictChange] = []
    for regime_id, ids in by_regime.items():
        regime = regime_of(regime_id, session=session)
        if regime.row.ended_on is None:
            changes += _refresh(regime, ids, why, session=session)
    return changes


def refresh_all(*, session: Session) -> list[VerdictChange]:
    """Judge the providers of all regimes anew: each morning, because periods close by themselves."""
    found = (
        select(col(Provider.id))
        .join(ProviderRegime, col(ProviderRegime.id) == col(Provider.regime_id))
        .where(col(Provider.active), col(ProviderRegime.ended_on).is_(None))
    )
    return refresh_providers(list(session.execute(found).scalars()), "统计期推移", session=session)


def _refresh(
    regime: Regime, provider_ids: Sequence[int], why: str, *, session: Session
) -> list[VerdictChange]:
    if not provider_ids:
        return []
    _lock(provider_ids, session=session)
    today = clock.today()
    gathered = gather(regime, provider_ids, session=session)
    calendar = work_calendar(session=session)
    verdicts = evaluate(regime.library, gathered.facts, today, settings_of(regime), calendar=calendar)
    wanted = {row.key: row for row in new_rows(regime, verdicts, gathered.sources)}
    stored = _current(provider_ids, session=session)
    fresh = [row for key, row in wanted.items() if not _same(stored.get(key), row)]
    gone = [old for key, old in stored.items() if key not in wanted]
    ids = _insert(fresh, session=session)
    _supersede(fresh, ids, gone, stored, why, session=session)
    changes = [*_changes(fresh, ids, stored), *_gone(gone)]
    _tell(changes, why, session=session)
    cases.follow(regime, provider_ids, today, session=session)
    return changes


def _lock(provider_ids: Collection[int], *, session: Session) -> None:
    """Two people with figures of one provider wait for each other, always in the same order."""
    found = select(col(Provider.id)).where(col(Provider.id).in_(provider_ids)).order_by(col(Provider.id))
    session.execute(found.with_for_update()).all()


def settings_of(regime: Regime) -> Mapping[str, Any]:
    """What the office chose and filled in, as the engine wants it."""
    return dict(regime.row.parameters)


def _current(provider_ids: Collection[int], *, session: Session) -> dict[Key, _Stored]:
    columns = (
        col(Verdict.id), col(Verdict.provider_id), col(Verdict.rule), col(Verdict.place),
        col(Verdict.outcome), col(Verdict.fingerprint), col(Verdict.title), col(Verdict.period),
    )  # fmt: skip
    found = select(*columns).where(
        col(Verdict.provider_id).in_(provider_ids), col(Verdict.superseded).is_(False)
    )
    rows = (
        _Stored(one.id, (one.provider_id, one.rule, one.place), one.outcome, one.fingerprint, one.title,
                one.period)
        for one in session.execute(found)
    )  # fmt: skip
    return {row.key: row for row in rows}


def _same(old: _Stored | None, new: NewRow) -> bool:
    return old is not None and old.fingerprint == new.fingerprint


def _insert(fresh: Sequence[NewRow], *, session: Session) -> list[int]:
    if not fresh:
        return []
    statement = insert(Verdict).returning(col(Verdict.id), sort_by_parameter_order=True)
    return list(session.execute(statement, [dict(row.values) for row in fresh]).scalars())


def _supersede(
    fresh: Sequence[NewRow],
    ids: Sequence[int],
    gone: Iterable[_Stored],
    stored: Mapping[Key, _Stored],
    why: str,
    *,
    session: Session,
) -> None:
    """Old rows stay and point at what took their place."""
    marks = [
        {"id": stored[row.key].id, "superseded": True, "superseded_by": new, "superseded_why": why[:500]}
        for row, new in zip(fresh, ids, strict=True)
        if row.key in stored
    ]
    marks += [
        {
            "id": old.id,
            "superseded": True,
            "superseded_by": None,
            "superseded_why": f"{why}：所依据的登记已不存在",
        }
        for old in gone
    ]
    if marks:
        session.execute(update(Verdict), marks)


def _changes(
    fresh: Sequence[NewRow], ids: Sequence[int], stored: Mapping[Key, _Stored]
) -> Iterable[VerdictChange]:
    for row, verdict_id in zip(fresh, ids, strict=True):
        old = stored.get(row.key)
        values = row.values
        yield VerdictChange(
            verdict_id, row.key[0], values["rule"], values["title"], values["period"],
            old.outcome if old else NEW, values["outcome"], values["arithmetic"],
        )  # fmt: skip


def _gone(gone: Iterable[_Stored]) -> Iterable[VerdictChange]:
    for old in gone:
        yield VerdictChange(
            old.id, old.key[0], old.key[1], old.title, old.period, old.outcome, GONE, "所依据的登记已不存在"
        )


_TOLD = frozenset({Outcome.TRIGGERED.value, Outcome.NOT_MET.value})


def _tell(changes: Iterable[VerdictChange], why: str, *, session: Session) -> None:
    """Entries on the providers' timelines for verdicts that begin or cease to have consequences."""
    told = [
        Change(
            "provider", change.provider_id, change.sentence[:300], {"outcome": change.was},
            {"outcome": change.now, "verdict_id": change.verdict_id, "rule": change.rule}, why,
        )
        for change in changes
        if _TOLD & {change.was, change.now} and change.was != change.now
    ]  # fmt: skip
    record_all(None, "verdict.computed", told, session=session)
