"""Points and sums for so many periods running: in the period after the last of these the run is as long again."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models.consequences import ChooseOne, Consequences
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits

_ADD_UP = frozenset({"points", "deduct", "reward"})


def check_still_running(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Entries of balances and rules by period from which points or sums follow."""
    found: list[tuple[Path, str, Any]] = []
    for key, balance in scheme.balances.items():
        found += [
            (("balances", key, "entries", at, "when"), entry.every, entry.when)
            for at, entry in enumerate(balance.entries)
            if entry.every is not None and entry.points is not None and entry.at_most is None
        ]
    for visit in visited:
        if isinstance(visit.node, Rule) and visit.node.every is not None:
            found += _of_rule(visit.path, visit.node, visit.node.every)
    for path, grain, when in found:
        if (run := _running(when, grain)) is not None:
            yield doubtful(path, _said(run))


def _of_rule(path: Path, rule: Rule, grain: str) -> Iterator[tuple[Path, str, Any]]:
    if _adds_up(rule.then):
        yield (*path, "when"), grain, rule.when
    for at, tier in enumerate(rule.tiers):
        if _adds_up(tier.then):
            yield (*path, "tiers", at, "when"), grain, tier.when


def _adds_up(many: Consequences) -> bool:
    deeds = (deed for one in many for deed in (one.deeds if isinstance(one, ChooseOne) else (one,)))
    return any(deed.do in _ADD_UP for deed in deeds)


def _running(node: Any, grain: str) -> c.Run | None:
    """The run of the judged periods on which a condition stands, where nothing says how it goes on."""
    match node:
        case c.Streak(streak=run) if run.rows is None and run.every in (None, grain) and not run.afresh:
            return run
        case c.All() | c.AnyOf():
            parts = (_running(one, grain) for one in (node.all if isinstance(node, c.All) else node.any))
            return next((part for part in parts if part is not None), None)
    return None


def _said(run: c.Run) -> str:
    length = run.length
    return (
        f"连续满{length}期以后，第{length + 1}期、第{length + 2}期只要还连着，每期都再记、再奖扣一次："
        f"每满{length}期一次的，streak 里加 afresh: true（满一次重新计数）；原文就是每期都算的不用改"
    )
