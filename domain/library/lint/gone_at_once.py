"""Points that are given when a period ends, to an account that starts afresh the day after."""

from collections.abc import Iterator

from domain.library.grains import finer
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits
from domain.library.wording import stretch


def check_gone_at_once(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Entries as long as the account, where nothing but records, which come before, looks at how it stands."""
    for key, balance in scheme.balances.items():
        renews = balance.renews
        if not isinstance(renews, str) or renews == "never" or balance.carries is not None:
            continue
        if not _seen_by_records_alone(visited, key):
            continue
        for at, entry in enumerate(balance.entries):
            kept = entry.carries_when is not None or entry.starts is not None
            if entry.every is not None and not finer(entry.every, renews) and not kept:
                yield doubtful(
                    ("balances", key, "entries", at, "every"),
                    f"每{stretch(entry.every)}的一笔记在期末，次日这个分就重新起算，逐条判断的规则看不到它："
                    "要当时记的写 every: day，when 里加上此前还没有达到（{opening: 这个分}）",
                )


def _seen_by_records_alone(visited: Visits, balance: str) -> bool:
    """Whether the balance is looked at, and nowhere by period."""
    readers = [
        visit.scope.grain is None and visit.path[0] != "measures"
        for visit in visited
        if isinstance(visit.node, NameValue) and visit.node.name == balance
        if visit.path[0] not in ("cases", "lists") and visit.path[:2] != ("balances", balance)
    ]
    return bool(readers) and all(readers)
