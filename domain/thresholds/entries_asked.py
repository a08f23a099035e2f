"""Which other entries a value or a condition asks about."""

from typing import Any

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.filing import asked_of
from domain.library.models.scheme import Scheme
from domain.library.moving import ListAct, rules_listing
from domain.library.summing import behind, caps_on

SHEET = "sheet "


def entries_read(scheme: Scheme, node: Any, above: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Other entries that a node asks about."""
    match node:
        case c.Triggered():
            return [(f"rule {node.triggered}", _rule(scheme, node.triggered))]
        case v.TierOf():
            return [(f"rule {node.tier}", _rule(scheme, node.tier))]
        case v.TriggeredTimes():
            return [(f"rule {key}", _rule(scheme, key)) for key in node.triggered_times]
        case v.Amounts():
            return _totalled(scheme, node)
        case c.Met() | v.DaysLate():
            return [(f"met {asked_of(node)}", _kept(scheme, asked_of(node)))]
        case c.Owed():
            return [(f"owed {node.owed}", _kept(scheme, node.owed))]
        case v.Score():
            return [(SHEET + node.score, scheme.scoring.get(node.score))]
        case v.ScoreGrade():
            return [(SHEET + node.grade, scheme.scoring.get(node.grade))]
        case c.OnList() | v.ListedSince():
            key = node.on_list if isinstance(node, c.OnList) else node.key
            inside = f"list {key}" in above
            acts: tuple[ListAct, ...] = ("list", "delist") if key in scheme.lists and not inside else ()
            rules = [(f"rule {rule.id}", rule) for act in acts for rule in rules_listing(scheme, key, act)]
            return [(f"list {key}", scheme.lists.get(key)), *rules]
    return []


def _totalled(scheme: Scheme, node: v.Amounts) -> list[tuple[str, Any]]:
    """The entries on which a total rests, and what its caps come to."""
    keys = behind(scheme, node, None)
    rules = {rule.id for rule in scheme.rules}
    found = [
        (f"rule {key}", _rule(scheme, key)) if key in rules else (f"met {key}", _kept(scheme, key))
        for key in keys
    ]
    return [*found, *((f"cap {cap.name}", (cap.at_most, cap.unless)) for cap in caps_on(scheme, node, None))]


def _rule(scheme: Scheme, key: str) -> Any:
    return next((rule for rule in scheme.rules if rule.id == key), None)


def _kept(scheme: Scheme, key: str) -> Any:
    entries = (*scheme.duties, *scheme.all_targets, *scheme.time_limits)
    return next((entry for entry in entries if entry.id == key), None)
