"""Points that stand in a verdict only: no balance takes them, and nothing asks the rule that gives them."""

from collections.abc import Iterator

from domain.library.lint.accounts import rule_at
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models.conditions import Triggered
from domain.library.models.consequences import Deed, NumberRange
from domain.library.models.scheme import Scheme
from domain.library.models.values import TierOf, TriggeredTimes
from domain.library.scopes import Path, Visits
from domain.several_kinds import includes


def check_points_recorded(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every consequence that gives points, where the scheme has no balance into which they would fit."""
    asked = {rule for visit in visited for rule in _asked(visit.node)}
    for visit in visited:
        match visit.node:
            case Deed(do="points", nature="must", balance=None) as deed if "choose_one" not in visit.path:
                yield from _lost(scheme, visit.path, deed, asked)


def _lost(scheme: Scheme, path: Path, deed: Deed, asked: set[str]) -> Iterator[Doubt]:
    rule = rule_at(scheme, path)
    if rule is None or deed.points is None or isinstance(deed.points, NumberRange) or rule.id in asked:
        return
    if not any(includes(one.of, rule.subject) for one in scheme.balances.values()):
        said = "这几分只写在判定里，没有记到哪里：设一个信用分（balances），这里写 balance"
        yield doubtful(
            path,
            f"{said}；从评分表里扣的，那一项写 {{per: {{triggered_times: [{rule.id}], within: year}}, …}}",
        )


def _asked(node: object) -> tuple[str, ...]:
    match node:
        case Triggered():
            return (node.triggered,)
        case TriggeredTimes():
            return tuple(node.triggered_times)
        case TierOf():
            return (node.tier,)
    return ()
