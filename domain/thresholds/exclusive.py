"""Exclusive groups (择重): of the rules met at once only the first counts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from domain.library.models.scheme import Scheme
from domain.thresholds.evidence import Evidence
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import JUDGE, PENDING, Truth, all_of
from domain.thresholds.verdicts import Outcome, Verdict

_Occasion = tuple[str, str, str, str | None, date | None, int]
_OPEN = {Outcome.PENDING_DATA: PENDING, Outcome.NEEDS_JUDGEMENT: JUDGE}


def ranked(scheme: Scheme, found: list[Verdict]) -> list[Verdict]:
    """Within an exclusive group only the first rule met stands; the others become alternatives, or wait."""
    ranks = {key: (name, at) for name, group in scheme.groups.items() for at, key in enumerate(group.order)}
    met: dict[_Occasion, list[Verdict]] = defaultdict(list)
    for occasion, verdict in _occasions(scheme, ranks, found):
        if verdict.outcome is Outcome.TRIGGERED or verdict.outcome in _OPEN:
            met[occasion].append(verdict)
    changed: dict[int, Verdict] = {}
    for (name, *_), rivals in met.items():
        rivals.sort(key=lambda verdict: ranks[verdict.id][1])
        changed |= _settled(rivals, waits=scheme.groups[name].waits)
    return [changed.get(id(verdict), verdict) for verdict in found]


def _settled(rivals: list[Verdict], *, waits: bool) -> dict[int, Verdict]:
    """The lighter ones as they stand beside the heavier ones, by what they were; the heaviest come first."""
    changed: dict[int, Verdict] = {}
    first = next((one for one in rivals if one.outcome is Outcome.TRIGGERED), None)
    for at, one in enumerate(rivals):
        if one.outcome is not Outcome.TRIGGERED:
            continue
        if one is not first and first is not None:
            changed[id(one)] = replace(one, standing="alternative", superseded_by=first.id)
        heavier = next((before for before in rivals[:at] if before.outcome in _OPEN), None)
        if waits and heavier is not None:
            changed[id(one)] = _waiting(one, heavier)
    return changed


def _waiting(one: Verdict, heavier: Verdict) -> Verdict:
    """A rule that is met, as long as it is not known whether a heavier one is."""
    truth = _OPEN[heavier.outcome]
    told = Evidence(truth, "period", parts=(heavier.evidence,), text=f"等更重的{heavier.id}定下来")
    evidence = Evidence(truth, "all", parts=(one.evidence, told))
    return replace(one, outcome=heavier.outcome, evidence=evidence, nature="", consequences=())


def _occasions(
    scheme: Scheme, ranks: Mapping[str, tuple[str, int]], found: list[Verdict]
) -> Iterator[tuple[_Occasion, Verdict]]:
    """Verdicts of groups with what each is about; rules on the same kind of record meet on the same record."""
    on = {rule.id: (rule.on, rule.whose) for rule in scheme.rules}
    alike = {name for name, group in scheme.groups.items() if len({on.get(key) for key in group.order}) == 1}
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for verdict in found:
        if verdict.id not in ranks:
            continue
        group, moment = ranks[verdict.id][0], None if verdict.period else verdict.day
        which = (verdict.id, verdict.subject, verdict.period, verdict.unit, moment)
        seen[which] += 1
        nth = seen[which] if group in alike else 1
        yield (group, verdict.subject, verdict.period, verdict.unit, moment, nth), verdict


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


def _occasion(run: RuleRun) -> tuple[str | None, ...]:
    return run.rule.subject, run.rule.every, run.rule.on, run.rule.whose


def waiting_rules(scheme: Scheme) -> frozenset[str]:
    """The rules that wait while a heavier one of their group is open."""
    return frozenset(key for group in scheme.groups.values() if group.waits for key in group.order)


def held_up(truth: Truth, rivals: list[Truth]) -> Truth:
    """Whether a rule stands beside heavier ones that are open, and for which it waits."""
    return all_of((truth, *(rival for rival in rivals if rival in (PENDING, JUDGE))))
