"""In which tier a rule comes out, for whoever builds on it (加重一档、按档计分)."""

from domain.thresholds.context import Place
from domain.thresholds.data import Missing
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import JUDGE, PENDING


def tier_of(run: RuleRun, place: Place) -> str | Missing:
    """The name of the tier: of a rule on records for the record in hand, else for the period of the place."""
    name = f"{run.rule.id}判定的档次"
    if run.rule.on is not None:
        if place.row is None or place.row.fact != run.rule.on:
            return Missing(name, "要看哪一条登记")
        there = run.place_of(place, place.row)
    else:
        every = run.rule.every
        there = place.at(every, place.index_in(every)) if every else place
    found = run.find(there)
    if found.tiers:
        return run.tiers[found.tiers[-1]].tier.name
    unknown = found.truth in (PENDING, JUDGE)
    return Missing(name, "还不能确定" if unknown else "没有", found.truth is JUDGE, absent=not unknown)
