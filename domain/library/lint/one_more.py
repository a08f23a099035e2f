"""Rules on records that count records of their own kind: one that is not itself of those counted is judged too."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.accounts import BalanceEntry
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rolls import Roll
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import children
from domain.library.scopes import Path, Visits

_Asked = tuple[Path, c.Happened | v.Count]


def check_one_more(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Everything judged on each record whose condition counts only some of those records."""
    for visit in visited:
        node = visit.node
        if isinstance(node, Rule | BalanceEntry | Roll) and node.on in scheme.facts:
            for path, asked in _counted(node, visit.path):
                yield from _not_itself(scheme, node, str(node.on), path, asked)


def _unless(entry: Rule | BalanceEntry | Roll) -> Any:
    """What exempts an entry; lists have nothing of the kind."""
    return getattr(entry, "unless", None)


def _conditions(node: Rule | BalanceEntry | Roll, path: Path) -> Iterator[tuple[Path, Any]]:
    """Where the entry says when it holds."""
    yield (*path, "when"), node.when
    if isinstance(node, Rule):
        yield (*path, "of"), node.of
        yield from (((*path, "tiers", at, "when"), tier.when) for at, tier in enumerate(node.tiers))


def _counted(node: Rule | BalanceEntry | Roll, path: Path) -> Iterator[_Asked]:
    for at, condition in _conditions(node, path):
        yield from _counts(condition, at)


def _counts(node: Any, path: Path) -> Iterator[_Asked]:
    """The counts that have to be large, wherever they stand in a condition or an arithmetic of it."""
    match node:
        case c.Compare() if not _large(node):
            return
        case v.Count() | c.Happened():
            yield path, node
        case c.Not() | v.AsOf() | v.Opening() | v.Upper() | v.Take() | v.CountMembers() | v.CountPeriods():
            return
        case c.Streak(streak=c.Run(rows=rows)) if rows is not None:
            return
        case _:
            for part in children(node):
                yield from _counts(part, path)


def _large(node: c.Compare) -> bool:
    """Whether a comparison asks for something, and not for nothing."""
    some = node.equals is not None and node.equals != NumberValue.model_validate(0)
    return some or node.at_least is not None or node.above is not None


def _not_itself(
    scheme: Scheme, entry: Rule | BalanceEntry | Roll, on: str, path: Path, asked: c.Happened | v.Count
) -> Iterator[Doubt]:
    key = asked.count if isinstance(asked, v.Count) else asked.happened
    if key != on or asked.where is None or not _holds_it(asked.within):
        return
    meant = set(_named(asked.where))
    if "judged_on" in meant:  # records of another time (整改期间再次违规)
        return
    own = {name for _, one in (*_conditions(entry, path), (path, _unless(entry))) for name in _named(one)}
    fields = scheme.facts[on].fields
    left = [name for name in meant - own if name in fields or name.startswith("triggered ")]
    if left:
        words = "、".join(sorted(fields[name].name if name in fields else name.split()[1] for name in left))
        yield doubtful(
            path,
            f"数的是其中一部分“{scheme.facts[on].name}”（where 看“{words}”），本条自己不在这一部分的，"
            "数已经够了的也会再触发：只在这样的一条登记时算的，把同样的条件也写进 when（分档的写 unless: {not: …}），"
            "原文就是不论哪一条的不用改",
        )


def _holds_it(within: Any) -> bool:
    """Whether the record in hand lies in the window."""
    if isinstance(within, w.WordWindow):
        return within.word != "earlier"
    return not (isinstance(within, w.RollingWindow) and (within.before or within.after))


def _named(node: Any) -> Iterator[str]:
    """The names that a condition reads of the record in hand, and the rules that it asks about it."""
    match node:
        case NameValue(name=name):
            yield name
        case c.Triggered(triggered=rule):
            yield f"triggered {rule}"
        case v.Count() | c.Happened() | v.Take() | v.Upper() | v.CountMembers() | c.Streak():
            return
        case _:
            for part in children(node):
                yield from _named(part)
