"""Rules, entries of balances and lists that fall on somebody whom a field of the record names (违规里写的责任医师)."""

import re
from collections.abc import Iterator

from domain.library.models.accounts import BalanceEntry
from domain.library.models.rolls import Roll
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme

Named = tuple[str, str, str]
"""A record, its field, and the kind of those whom it names."""


_BETWEEN = re.compile(r"[、；，\n]+")
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def names_in(told: object) -> list[str]:
    """Everybody whom a field names: 张三、李　四 are two."""
    said = _BETWEEN.split(told) if isinstance(told, str) else ()
    return list(dict.fromkeys(name for part in said if (name := tidy(part))))


def tidy(name: str) -> str:
    """A name without the spaces by which short names are spread (张　三)."""
    return _SPREAD.sub("", name.strip())


def holder_of(scheme: Scheme, entry: BalanceEntry | Roll, of: str | None) -> str | None:
    """Of which kind those are on whose records an entry looks: its own kind, where no field names somebody."""
    record = scheme.facts.get(entry.on or "")
    return record.of if entry.whose is not None and record is not None else of


def named_of(entry: BalanceEntry | Roll | Rule, of: str) -> Iterator[Named]:
    """By which field an entry falls on whom."""
    if entry.on is not None and entry.whose is not None:
        yield entry.on, entry.whose, of


def named_parties(scheme: Scheme) -> list[Named]:
    """All fields that name somebody on whom something falls."""
    found = [
        one for balance in scheme.balances.values() for entry in balance.entries
        for one in named_of(entry, balance.of)
    ]  # fmt: skip
    found += [one for roll in scheme.lists.values() for one in named_of(roll, roll.of)]
    found += [one for rule in scheme.rules for one in named_of(rule, rule.subject)]
    return list(dict.fromkeys(found))
