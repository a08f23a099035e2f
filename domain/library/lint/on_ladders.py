"""Rules on a ladder that several share: the ladder and the rung are there, and somebody is on it."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful, unknown
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits


def check_on_ladders(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """What rules name of ladders, and ladders that none names."""
    for at, rule in enumerate(scheme.rules):
        if rule.ladder is None or rule.rung is None:
            continue
        ladder = scheme.ladders.get(rule.ladder)
        if ladder is None:
            yield unknown(("rules", at, "ladder"), "阶梯（ladders）", rule.ladder, scheme.ladders)
            continue
        names = [rung.name for rung in ladder.rungs]
        if rule.rung not in names:
            yield unknown(("rules", at, "rung"), f"“{ladder.name}”的一档", rule.rung, names)
    named = {rule.ladder for rule in scheme.rules}
    for key, ladder in scheme.ladders.items():
        if key not in named:
            yield doubtful(
                ("ladders", key), f"没有一条规则按“{ladder.name}”处理：规则里写 ladder: {key}、rung: 哪一档"
            )
