"""Regimes under another version of their scheme: which verdicts would come out differently, and the move itself.

A regime moves along with a campaign of the same scheme or by itself. Every verdict is judged anew, so that it
carries the version it rests on; the old rows stay. Decisions that people have begun stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.decisions import STATE_NAMES, DecisionState
from domain.library.library import Library
from domain.permissions import Action
from domain.thresholds import evaluate
from domain.thresholds.verdicts import Outcome
from models.decision import Decision, Verdict
from models.library import LibraryVersion
from models.provider import Provider, ProviderRegime
from services import clock
from services.actor import Actor
from services.audit import record
from services.calendars import work_calendar
from services.everybody import is_judged
from services.judging import facts_of
from services.named_parties import know_recorded
from services.overtaken import SAID
from services.provider_access import bump
from services.rebase_lines import RegimeLine, VerdictLine
from services.regimes import OBJECT, Regime, regime_of
from services.sides import Side
from services.subject_facts import active_subjects
from services.subject_verdicts import refresh_subjects
from services.verdict_facts import Gathered
from services.verdict_rows import Key, NewRow, lasting, new_rows
from services.verdicts import refresh_providers, settings_of

_GONE = "不再判定"
_NEW = "（新）"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a regime would go."""

    library_id: int
    library: Library
    version: str
    parameters: Mapping[str, object]


def regimes_on(
    scheme: str, target: Library, *, session: Session, lock: bool = False
) -> list[tuple[ProviderRegime, str]]:
    """Running regimes of the scheme on another version than this one, with the name of the version they have."""
    found = (
        select(ProviderRegime, col(LibraryVersion.version_name))
        .join(LibraryVersion, col(LibraryVersion.id) == col(ProviderRegime.library_id))
        .where(
            col(LibraryVersion.scheme) == scheme,
            col(ProviderRegime.ended_on).is_(None),
            col(ProviderRegime.library_checksum) != target.checksum,
        )
        .order_by(col(ProviderRegime.id))
    )
    if lock:
        found = found.with_for_update(of=ProviderRegime)
    return [(row, version) for row, version in session.execute(found)]


def regime_line(
    row: ProviderRegime, version: str, target: Target, *, moves: bool, session: Session
) -> RegimeLine:
    """What would become of the regime's verdicts. About twenty statements, whatever the number of parties."""
    regime = _as_moved(row, target, session)
    lines: list[VerdictLine] = []
    parties = judged = 0
    for one in _parties(row.key, regime, session):
        fresh = _judged_anew(regime, one, session)
        stored = _stored(one, session)
        lines += _differences(fresh, stored, one, _cases(one, session))
        parties, judged = parties + len(one.names), judged + len(fresh)
    remarks = tuple(_lost_facts(row, target, session))
    return RegimeLine(row.key, row.name, version, parties, moves, judged, _outcomes_first(lines), remarks)


@dataclass(frozen=True, slots=True)
class _Parties:
    """The providers of a regime, or its units and persons, with all that is recorded of them."""

    side: Side
    names: Mapping[int, str]
    gathered: Gathered


def _parties(regime_id: int, regime: Regime, session: Session) -> Iterator[_Parties]:
    providers = _providers(regime_id, session)
    if providers:
        yield _Parties(
            Side.PROVIDER, providers, facts_of(regime, Side.PROVIDER, list(providers), session=session)
        )
    subjects = active_subjects(regime_id, session=session)
    if subjects:
        names = {row.key: row.name for row in subjects}
        yield _Parties(Side.SUBJECT, names, facts_of(regime, Side.SUBJECT, list(names), session=session))


def _judged_anew(regime: Regime, parties: _Parties, session: Session) -> dict[Key, NewRow]:
    facts, sources = parties.gathered.facts, parties.gathered.sources
    calendar = work_calendar(session=session)
    found = evaluate(regime.library, facts, clock.today(), settings_of(regime), calendar=calendar)
    verdicts = [verdict for verdict in found if is_judged(verdict.subject)]
    return {one.key: one for one in new_rows(regime, verdicts, sources, parties.side)}


def move_regime(actor: Actor, row: ProviderRegime, target: Target, reason: str, *, session: Session) -> int:
    """Pin the regime to the version and judge everybody anew; returns how many verdicts were written."""
    before = {"library_id": row.library_id, "checksum": row.library_checksum, "parameters": row.parameters}
    values = {
        "library_id": target.library_id,
        "library_checksum": target.library.checksum,
        "parameters": dict(target.parameters),
    }
    bump(row, values, session=session)
    session.flush()
    know_recorded(actor, regime_of(row.key, session=session), session=session)
    why = f"换用方案版本{target.version}"
    changes = refresh_providers(list(_providers(row.key, session)), why, session=session)
    changes += refresh_subjects(row.key, why, session=session)
    after = {
        "library_id": target.library_id,
        "checksum": target.library.checksum,
        "parameters": dict(target.parameters),
        "verdicts": len(changes),
        "version": row.version,
    }
    record(
        actor, Action.REGIME_EDIT, OBJECT, row.key, f"监管方案“{row.name}”换用方案版本{target.version}",
        before=before, after=after, reason=reason.strip(), session=session,
    )  # fmt: skip
    return len(changes)


def _providers(regime_id: int, session: Session) -> dict[int, str]:
    found = select(col(Provider.id), col(Provider.name)).where(
        col(Provider.regime_id) == regime_id, col(Provider.active)
    )
    return {row[0]: row[1] for row in session.execute(found.order_by(col(Provider.id)))}


def _as_moved(row: ProviderRegime, target: Target, session: Session) -> Regime:
    """The regime as it would be; its row is a copy that no session knows."""
    procedure = regime_of(row.key, session=session).procedure
    copy = ProviderRegime(
        **row.model_dump(exclude={"library_id", "library_checksum", "parameters"}),
        library_id=target.library_id,
        library_checksum=target.library.checksum,
        parameters=dict(target.parameters),
    )
    scheme = target.library.with_settings(target.parameters)
    return Regime(copy, target.library, scheme, procedure)


def _stored(parties: _Parties, session: Session) -> dict[Key, Any]:
    whose = parties.side.of(Verdict)
    columns: list[Any] = [getattr(Verdict, name) for name in SAID]
    columns += [whose.label("party"), Verdict.id, Verdict.rule, Verdict.place, Verdict.period]
    found = select(*columns, col(Verdict.consequences)).where(
        whose.in_(list(parties.names)), col(Verdict.superseded).is_(False)
    )
    return {(row.party, row.rule, row.place): row for row in session.execute(found)}


def _cases(parties: _Parties, session: Session) -> dict[int, str]:
    """Decisions on verdicts about these, in words."""
    found = (
        select(col(Decision.verdict_id), col(Decision.number), col(Decision.state))
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .where(parties.side.of(Verdict).in_(list(parties.names)))
        .order_by(col(Decision.id))
    )
    told: dict[int, list[str]] = {}
    for verdict_id, number, state in session.execute(found):
        told.setdefault(verdict_id, []).append(f"{number}（{STATE_NAMES[DecisionState(state)]}）")
    return {key: "、".join(many) for key, many in told.items()}


def _differences(
    fresh: Mapping[Key, NewRow],
    stored: Mapping[Key, Any],
    parties: _Parties,
    cases: Mapping[int, str],
) -> Iterator[VerdictLine]:
    for key in sorted({*fresh, *stored}):
        new, old = fresh.get(key), stored.get(key)
        if new is not None and old is not None and not _differs(old, new):
            continue
        yield _verdict_line(key, parties, old, new, cases)


def _verdict_line(
    key: Key, parties: _Parties, old: Any, new: NewRow | None, cases: Mapping[int, str]
) -> VerdictLine:
    values: Mapping[str, Any] = new.values if new is not None else old._asdict()
    return VerdictLine(
        parties.side,
        key[0],
        parties.names[key[0]],
        key[1],
        values["title"],
        values["period"],
        _said(old.outcome, old.standing) if old is not None else _NEW,
        _said(values["outcome"], values["standing"]) if new is not None else _GONE,
        values["arithmetic"] if new is not None else "",
        cases.get(old.id, "") if old is not None else "",
    )


def _outcomes_first(lines: Sequence[VerdictLine]) -> tuple[VerdictLine, ...]:
    """Those that come out differently before those whose words alone are others."""
    return tuple(sorted(lines, key=lambda one: one.was == one.now))


def _said(outcome: str, standing: str) -> str:
    behind = "（让位于较重的规则）" if standing == "alternative" else ""
    return f"{Outcome(outcome).label}{behind}"


def _differs(old: Any, new: NewRow) -> bool:
    if any(getattr(old, name) != new.values[name] for name in SAID):
        return True
    return lasting(old.consequences) != lasting(new.values["consequences"])


def _lost_facts(row: ProviderRegime, target: Target, session: Session) -> Iterator[str]:
    old = regime_of(row.key, session=session).facts
    lost = [fact.name for key, fact in old.items() if key not in target.library.scheme.facts]
    if lost:
        yield f"新版不再使用已登记的数据：{'、'.join(lost)}（数据保留）"
