"""Verdicts of the engine as rows: how one is known again, what changed about it, how its consequences are kept."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from typing import Any

from domain.decisions import track_of
from domain.thresholds.data import Datum
from domain.thresholds.evidence import Evidence
from domain.thresholds.verdicts import AmountRange, Following, Outcome, Verdict
from services import clock
from services.own_years import EVERYBODYS, PartyYears
from services.regimes import Regime
from services.sides import Side
from services.verdict_sources import NOTHING, Sources, behind, read_by

Key = tuple[int, str, str]  # provider (or subject), entry, place
STORED = frozenset(Outcome) - {Outcome.NOT_APPLICABLE, Outcome.IN_PROGRESS}
MET_OUTCOMES = frozenset({Outcome.TRIGGERED, Outcome.NOT_MET})  # something follows
_TODAYS = frozenset({"due", "until"})  # these move with the day on which one asks and are no change


@dataclass(frozen=True, slots=True)
class NewRow:
    """A verdict ready to be stored; what is only needed for storing it is put together by `stored`."""

    key: Key
    fingerprint: str
    values: Mapping[str, Any]
    inputs: Callable[[], dict[str, object]]

    def stored(self) -> dict[str, Any]:
        """All columns."""
        return {**self.values, "inputs": self.inputs(), "fingerprint": self.fingerprint}


def new_rows(
    regime: Regime,
    verdicts: Iterable[Verdict],
    sources: Sources,
    side: Side = Side.PROVIDER,
    years: PartyYears = EVERYBODYS,
) -> Iterator[NewRow]:
    """Rows for the verdicts worth keeping; several of one place (two records of a day) are numbered."""
    seen: dict[Key, int] = {}
    entries = _moments(regime)
    read = read_by(regime.scheme)
    at = clock.now()
    for verdict in verdicts:
        if not _kept(verdict):
            continue
        place = _place(verdict, dated=verdict.id in entries)
        key = (int(verdict.subject), verdict.id, place)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = (key[0], key[1], f"{place}#{seen[key]}")
        rows = partial(
            behind,
            verdict,
            read.get(verdict.id, NOTHING),
            sources.get(verdict.subject, ()),
            regime.scheme.grains,
            years.of(int(verdict.subject)),
        )
        yield _row(regime, verdict, key, rows, side, at)


def _kept(verdict: Verdict) -> bool:
    """A target is shown from the first day on, everything else once there is something to say."""
    if verdict.kind == "target":
        return verdict.outcome is not Outcome.NOT_APPLICABLE
    return verdict.outcome in STORED


def _moments(regime: Regime) -> frozenset[str]:
    """Entries judged record by record: there the day tells one verdict from another."""
    return frozenset(rule.id for rule in regime.scheme.rules if rule.on) | frozenset(
        limit.id for limit in regime.scheme.time_limits
    )


def _place(verdict: Verdict, *, dated: bool) -> str:
    said_once = verdict.outcome is Outcome.NOT_TRIGGERED and verdict.evidence.kind == "records"
    day = verdict.day.isoformat() if dated and verdict.day and not said_once else ""
    return "|".join((verdict.period, day, verdict.unit or ""))


def day_of(place: str) -> str:
    """The day of the record that such a place names; "" where a period was judged."""
    return place.split("|")[1] if place.count("|") == 2 else ""


def _row(
    regime: Regime,
    verdict: Verdict,
    key: Key,
    rows: Callable[[], dict[str, list[int]]],
    side: Side,
    at: datetime,
) -> NewRow:
    consequences = [following_json(one) for one in verdict.consequences]
    other = Side.SUBJECT if side is Side.PROVIDER else Side.PROVIDER
    values = {
        "version": 1, "regime_id": regime.row.key, "library_id": regime.row.library_id, "rule": verdict.id,
        "kind": verdict.kind, "title": verdict.title[:200], "clause": verdict.clause[:200],
        side.column: key[0], other.column: None, "period": verdict.period, "place": key[2],
        "reporting_unit_id": int(verdict.unit) if verdict.unit else None,
        "due": verdict.day if verdict.kind == "target" else None,
        "outcome": verdict.outcome.value, "standing": verdict.standing, "tier": verdict.tier[:60],
        "nature": verdict.nature, "track": _track(verdict, consequences),
        "arithmetic": verdict.arithmetic[:4000], "consequences": consequences, "computed_at": at,
        "superseded": False, "superseded_why": "",
    }  # fmt: skip
    return NewRow(key, _digest(regime, side, values), values, partial(_inputs, verdict, rows))


def _inputs(verdict: Verdict, rows: Callable[[], dict[str, list[int]]]) -> dict[str, object]:
    return {
        "figures": verdict.figures,
        "compared": list(compared(verdict.evidence)),
        "missing": list(verdict.missing),
        "periods": list(verdict.periods),
        "document": verdict.document,
        "gives_way_to": verdict.superseded_by,
        **rows(),
    }


def _track(verdict: Verdict, consequences: list[dict[str, Any]]) -> str:
    """How much procedure what follows needs; empty unless the entry was met."""
    if verdict.outcome not in MET_OUTCOMES or not consequences:
        return ""
    return track_of(acts_of(consequences)).value


def _digest(regime: Regime, side: Side, values: Mapping[str, Any]) -> str:
    names = ("rule", side.column, "place", "outcome", "standing", "tier", "nature", "track", "arithmetic")
    covered = [regime.row.library_checksum, *(str(values[name]) for name in names)]
    if values["consequences"]:
        kept = lasting(values["consequences"])
        covered.append(json.dumps(kept, ensure_ascii=False, sort_keys=True))
    return hashlib.sha256("\x1f".join(covered).encode()).hexdigest()


def lasting(consequences: Iterable[Mapping[str, Any]], but: frozenset[str] = _TODAYS) -> list[dict[str, Any]]:
    """Consequences as stored, without the days that move with today."""
    return [
        {name: value for name, value in one.items() if name not in but}
        | {"alternatives": lasting(one["alternatives"], but)}
        for one in consequences
    ]


def following_json(one: Following) -> dict[str, Any]:
    """A consequence as JSON keeps it; `deeds` reads the parts back."""
    plain = {name: getattr(one, name) for name in _WORDS if getattr(one, name)}
    days = {name: day.isoformat() for name in _DAYS if isinstance(day := getattr(one, name), date)}
    return {
        "do": one.do,
        "label": one.label,
        "nature": one.nature,
        "to": list(one.to),
        "amount": _amount_json(one.amount) if one.amount else None,
        "alternatives": [following_json(other) for other in one.alternatives],
        **({"paused": one.paused.to_json()} if one.paused is not None else {}),
        **plain,
        **days,
    }


_DAYS = ("due", "until", "begins", "latest", "earliest")
_WORDS = (
    "text", "on", "points", "within", "within_count", "lasts", "lasts_count", "lasts_unit", "starts", "scope",
    "grade", "list", "document", "under", "decided_by", "condition",
)  # fmt: skip


def _amount_json(amount: AmountRange) -> dict[str, Any]:
    return {
        "low": _text(amount.low), "high": _text(amount.high), "base": _text(amount.base), "text": amount.text,
        "base_name": amount.base_name, "low_open": amount.low_open, "high_open": amount.high_open,
        **({"unit": amount.unit} if amount.unit else {}),
    }  # fmt: skip


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def compared(evidence: Evidence) -> Iterator[dict[str, object]]:
    """Every figure of the verdict's own period with the line that it was held against, exactly."""
    if evidence.kind == "streak" and evidence.parts:
        yield from compared(evidence.parts[-1])
        return
    left = evidence.left
    if isinstance(left, Datum) and left.kind == "number" and left.high is None:
        for sign, bound in evidence.bounds:
            if isinstance(bound, Datum) and bound.kind == "number":
                yield {
                    "name": left.name, "num": left.num, "den": left.den, "percent": left.percent,
                    "sign": sign, "line_num": bound.num, "line_den": bound.den,
                }  # fmt: skip
    for part in evidence.parts:
        yield from compared(part)


def acts_of(consequences: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Every act that may follow, alternatives included, in the order of the scheme."""
    found: dict[str, None] = {}
    for one in consequences:
        found |= dict.fromkeys(acts_of(one["alternatives"]) if one["alternatives"] else (one["do"],))
    return tuple(found)
