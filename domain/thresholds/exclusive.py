"""Exclusive groups (择重): of the rules met at once only the first counts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.library.models.scheme import Scheme
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.verdicts import Outcome, Verdict


def ranked(scheme: Scheme, found: list[Verdict]) -> list[Verdict]:
    """Within an exclusive group only the first rule met stands; the others become alternatives."""
    ranks = {key: (name, at) for name, group in scheme.groups.items() for at, key in enumerate(group.order)}
    met: dict[tuple[str, str, str, str | None, date | None], list[Verdict]] = defaultdict(list)
    for verdict in found:
        if verdict.id in ranks and verdict.outcome is Outcome.TRIGGERED:
            group = ranks[verdict.id][0]
            met[group, verdict.subject, verdict.period, verdict.unit, _moment(verdict)].append(verdict)
    lighter: dict[int, str] = {}
    for rivals in met.values():
        first = min(rivals, key=lambda verdict: ranks[verdict.id][1])
        lighter |= {id(rival): first.id for rival in rivals if rival is not first}
    return [
        replace(verdict, standing="alternative", superseded_by=lighter[id(verdict)])
        if id(verdict) in lighter
        else verdict
        for verdict in found
    ]


def _moment(verdict: Verdict) -> date | None:
    return None if verdict.period else verdict.day


def heavier_than(
    scheme: Scheme, rules: Mapping[str, RuleRun], *, moving: str = ""
) -> dict[str, list[RuleRun]]:
    """The rules that take the place of each, as far as they are judged on the same occasions.

    One that itself asks for what the lighter does (第三次违规从重) does not undo what it counts: whether the lighter
    was met, or what it moves (`balance score`, `list watch`).
    """
    found: dict[str, list[RuleRun]] = {}
    for group in scheme.groups.values():
        for at, name in enumerate(group.order):
            before = (rules[one] for one in group.order[:at] if one in rules and name in rules)
            told = moving or f"rule {name}"
            found[name] = [
                run
                for run in before
                if _occasion(run) == _occasion(rules[name]) and told not in run.uses.seen
            ]
    return found


def _occasion(run: RuleRun) -> tuple[str, str | None, str | None]:
    return run.rule.subject, run.rule.every, run.rule.on
