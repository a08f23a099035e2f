"""Steps between the tiers of a rule that change nothing."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.intervals import interval_of
from domain.library.lint.wholes import is_whole
from domain.library.models import conditions as c
from domain.library.models.conditions import Condition
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits


def check_tier_steps(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Steps up of those that are in the heaviest tier already, and up and down for one and the same."""
    for visit in visited:
        rule = visit.node
        if not isinstance(rule, Rule) or not rule.light_to_heavy:
            continue
        lowering = {repr(step.when) for step in rule.lower}
        for at, step in enumerate(rule.raise_):
            if repr(step.when) in lowering:
                yield doubtful((*visit.path, "raise", at), "同一条件又升档（raise）又降档（lower），升降相抵")
            elif _heaviest_anyway(scheme, rule, step.when):
                yield doubtful(
                    (*visit.path, "raise", at),
                    f"升档不会有作用：条件成立的，本来就在最重的一档“{rule.light_to_heavy[-1]}”",
                )


def _heaviest_anyway(scheme: Scheme, rule: Rule, when: Condition) -> bool:
    """Whether a condition holds only where the heaviest tier is the rule's own."""
    heaviest = next(tier for tier in rule.tiers if tier.name == rule.light_to_heavy[-1])
    if heaviest.by_steps:
        return False
    if heaviest.when is not None:
        return rule.of is None and heaviest is rule.tiers[0] and repr(heaviest.when) == repr(when)
    if not isinstance(when, c.Compare) or repr(when.value) != repr(rule.of):
        return False
    inner, outer = interval_of(when), interval_of(heaviest)
    if inner is None or outer is None:
        return when.is_ is not None and when.is_ == heaviest.is_
    if is_whole(scheme, rule.of):
        inner, outer = inner.whole(), outer.whole()
    return inner.inside(outer)
