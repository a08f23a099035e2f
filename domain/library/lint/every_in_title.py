"""How often, and which share, a title says: 每月 beside every: quarter, 20% beside "2%"."""

from collections.abc import Iterator

from domain.library.decimals import short
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models.duty_parts import ShareOf
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Duty, Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.period_words import every as each
from domain.library.scopes import Path, Visits
from domain.library.title_words import grains_of, lines_of, shares_of


def check_every_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule and each duty beside its title."""
    for visit in visited:
        if isinstance(visit.node, Rule | Duty):
            yield from _every(visit.path, visit.node)
            yield from _share(visit.path, visit.node)


def _every(path: Path, entry: Rule | Duty) -> Iterator[Doubt]:
    """每月回访 that is looked at once a quarter; where that month is spoken of inside, it is meant there."""
    said = grains_of(entry.title)
    if entry.every is None or len(said) != 1 or entry.every in said.values():
        return
    ((word, grain),) = said.items()
    if not any(grain == value for node in below(entry) for value in _words(node)):
        yield doubtful(
            (*path, "every"), f"标题说“{word}”，every 写的是{each(entry.every)}：是不是应写 {grain}？"
        )


def _words(node: object) -> tuple[object, ...]:
    """The periods that windows and streaks name."""
    return tuple(getattr(node, name, None) for name in ("word", "every", "unit"))


def _share(path: Path, entry: Rule | Duty) -> Iterator[Doubt]:
    """不低于20% with "2%": one share in the title, another one in what it is held against."""
    if not one_share(entry):
        return
    (number,), written = shares_of(entry.title), list(_shares(entry))
    if abs(written[0].number) != number:  # 亏损超过3% is below: "-3%"
        yield doubtful(path, f"标题里是 {short(number * 100)}%，这里写的是 {short(written[0].number * 100)}%")


def one_share(entry: object) -> bool:
    """Whether there is one share in the title, and one in what it is held against."""
    if not isinstance(entry, Rule | Duty) or len(shares_of(entry.title)) != 1:
        return False
    return len(list(lines_of(entry.title))) <= 1 and len(list(_shares(entry))) == 1


def _shares(entry: Rule | Duty) -> Iterator[NumberValue]:
    """All percentages that a duty requires, or that a rule compares with."""
    if isinstance(entry, Duty):
        found = [entry.required.percent] if isinstance(entry.required, ShareOf) else []
    else:
        bounds = [node for node in below([entry.when, entry.tiers]) if isinstance(node, c.Bounds)]
        found = [bound for one in bounds for _, bound in one.limits]
    yield from (one for one in found if isinstance(one, NumberValue) and one.percent)
