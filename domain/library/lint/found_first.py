"""Points and lists from problems of the ledger: they move on the day a problem was found, whatever came of it later.

A problem that came back is marked down on the day of the first finding, unless `starts` says from when.
"""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import ledger
from domain.library.models import values as v
from domain.library.models.accounts import BalanceEntry
from domain.library.models.consequences import Deed
from domain.library.models.literals import NameValue
from domain.library.models.rolls import Roll
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.models.windows import RollingWindow
from domain.library.scopes import Path, Visits

_KNOWN_AT_ONCE = frozenset(
    {
        ledger.NUMBER, ledger.SOURCE, ledger.CATEGORY, ledger.ITEM, ledger.SORT, ledger.AMOUNT, ledger.PEOPLE,
        ledger.VOLUNTARY, ledger.RELAPSE_OF,
    }
)  # fmt: skip
_LATER = ledger.TOLD - _KNOWN_AT_ONCE


def check_found_first(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What moves for each problem because of something that happens to it later, without a day of its own."""
    later = {key: _later(("facts", key), visited) for key, fact in scheme.facts.items() if fact.of_findings}
    for visit in visited if later else ():
        node = visit.node
        if not isinstance(node, Rule | BalanceEntry | Roll) or node.on not in later:
            continue
        read = sorted(_named(visit.path, visited) & later[node.on])
        term = _term_asked(scheme, visit.path, node.on, visited)
        said = f"不是“{scheme.facts[node.on].fields[read[0]].name}”那时" if read else f"不是“{term}”逾期那时"
        instead = (
            "加 starts（写那个日期登记项）" if read else "分和名单写在那条时限的 otherwise 里，或者加 starts"
        )
        for path in _moving(visit.path, node, visited) if read or term else ():
            yield doubtful(path, f"记在发现问题那天，{said}：从别的日子起的，{instead}")


def check_seen_ahead(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What moves for a record because of others that are registered after it, on the day of the record itself."""
    for visit in visited:
        node = visit.node
        if not isinstance(node, Rule | BalanceEntry | Roll) or node.on not in scheme.facts:
            continue
        later = next(_ahead(visit.path, visited), "")
        own = scheme.facts[node.on]
        for path in _moving(visit.path, node, visited) if later in scheme.facts else ():
            yield doubtful(
                path,
                f"“{scheme.facts[later].name}”在这条“{own.name}”以后才登记，分和名单却从“{own.name}”那天起：规则改成 "
                f"on: {later}，往前看 {{happened: {node.on}, …}}；或者在后果里写 starts（哪天起）",
            )


def _ahead(path: Path, visited: Visits) -> Iterator[str]:
    """The records that are looked for from the day of the one in hand on."""
    for visit in visited:
        node = visit.node
        if visit.path[: len(path)] != path or not isinstance(node, v.Count | c.Happened | v.Take):
            continue
        if isinstance(node.within, RollingWindow) and node.within.after is not None:
            yield str(
                getattr(node, "count", None) or getattr(node, "happened", None) or getattr(node, "rows", "")
            )


def _term_asked(scheme: Scheme, path: Path, record: str, visited: Visits) -> str:
    """The time limit on the problems whose keeping is asked for: it is known when it has run out."""
    limits = {one.id: one.title for one in scheme.time_limits if one.record == record}
    within = (visit.node for visit in visited if visit.path[: len(path)] == path)
    asked = (limits.get(node.met, "") for node in within if isinstance(node, c.Met))
    return next((title for title in asked if title), "")


def _later(path: Path, visited: Visits) -> frozenset[str]:
    """The fields that are filled after a problem was found, and those computed from them."""
    computed = {
        str(visit.path[3])
        for visit in visited
        if visit.path[:2] == path
        and len(visit.path) > 3
        and isinstance(visit.node, NameValue)
        and visit.node.name in _LATER | {"today"}
    }
    return frozenset(_LATER | computed)


def _named(path: Path, visited: Visits) -> set[str]:
    within = (visit.node for visit in visited if visit.path[: len(path)] == path)
    return {node.name for node in within if isinstance(node, NameValue)}


def _moving(path: Path, node: Rule | BalanceEntry | Roll, visited: Visits) -> Iterator[Path]:
    """Where something moves on the day of the finding."""
    if not isinstance(node, Rule):
        if node.starts is None and getattr(node, "daily", None) is None:  # daily entries say on which days
            yield path
        return
    for visit in visited:
        act = visit.node
        if not isinstance(act, Deed) or visit.path[: len(path)] != path or act.starts is not None:
            continue
        if act.list_ is not None or act.balance is not None:
            yield visit.path
