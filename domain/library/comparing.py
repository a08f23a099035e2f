"""Two versions of a scheme side by side: what was added, removed or changed, entry by entry and line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum

from domain.library.article_parts import Article
from domain.library.articles import SECTIONS, articles_of
from domain.library.models.scheme import Scheme

_AROUND = 2  # unchanged lines shown on each side of a change


class ChangeKind(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


CHANGE_NAMES = {ChangeKind.ADDED: "新增", ChangeKind.REMOVED: "删除", ChangeKind.CHANGED: "修改"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that differs; the side on which it does not exist is None."""

    kind: ChangeKind
    old: Article | None
    new: Article | None

    @property
    def article(self) -> Article:
        """The newer one, else the one that was removed."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a difference has at least one side")
        return found


@dataclass(frozen=True, slots=True)
class FileDifference:
    """The changed lines of one file, as a unified diff without its head."""

    file: str
    kind: ChangeKind
    lines: tuple[str, ...]


def compare(old: Scheme, new: Scheme) -> tuple[Difference, ...]:
    """Entries that differ, in the order of the sections, removed ones after those that stand in the new."""
    found = list(_differences(_by_key(old), _by_key(new)))
    order = list(SECTIONS)
    return tuple(sorted(found, key=lambda one: order.index(one.article.section)))


def _by_key(scheme: Scheme) -> dict[str, Article]:
    return {article.key: article for article in articles_of(scheme)}


def _differences(old: Mapping[str, Article], new: Mapping[str, Article]) -> Iterator[Difference]:
    for key, article in new.items():
        before = old.get(key)
        if before is None:
            yield Difference(ChangeKind.ADDED, None, article)
        elif before.full != article.full:
            yield Difference(ChangeKind.CHANGED, before, article)
    for key, article in old.items():
        if key not in new:
            yield Difference(ChangeKind.REMOVED, article, None)


def compare_files(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileDifference, ...]:
    """Every file whose text differs, with the changed lines and a little around them."""
    found = (_file(name, old.get(name), new.get(name)) for name in sorted({*old, *new}))
    return tuple(one for one in found if one is not None)


def _file(name: str, old: str | None, new: str | None) -> FileDifference | None:
    before, after = _lines(old), _lines(new)
    lines = tuple(unified_diff(before, after, n=_AROUND, lineterm=""))[2:]
    if not lines and old is not None and new is not None:
        return None
    kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
    return FileDifference(name, kind, lines)


def _lines(text: str | None) -> list[str]:
    return [line.rstrip() for line in (text or "").replace("\r\n", "\n").split("\n")] if text else []
