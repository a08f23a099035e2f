"""Several kinds of subjects that a scheme treats alike, written and kept as one: `department+township`.

A kind is a text everywhere. Where an entry is on several kinds the text joins their keys, always in the same order, so
that two entries on the same kinds are on equal texts; a subject itself is always of one kind alone.
"""

from collections.abc import Iterable

from domain.units import UnitKind

_BETWEEN = "+"
_ORDER = {str(kind): at for at, kind in enumerate(UnitKind)}


def joined(kinds: Iterable[str]) -> str:
    """Several kinds as one text: those of the system in its order, then the scheme's own."""
    return _BETWEEN.join(sorted(dict.fromkeys(kinds), key=lambda one: (_ORDER.get(one, len(_ORDER)), one)))


def kinds_in(kind: str) -> tuple[str, ...]:
    """The kinds that a text stands for: one, or several."""
    return tuple(kind.split(_BETWEEN)) if _BETWEEN in kind else (kind,)


def is_several(kind: str | None) -> bool:
    """Whether it stands for several kinds."""
    return kind is not None and _BETWEEN in kind


def includes(wide: str, narrow: str) -> bool:
    """Whether every subject of one kind is of the other: data of both kinds may be read of either."""
    return wide == narrow or set(kinds_in(narrow)) <= set(kinds_in(wide))


def readable(of: str, kind: str | None) -> bool:
    """Whether what is kept of some kinds may be read of a subject of another; of nobody in particular always."""
    return kind is None or includes(of, kind)


def meet(one: str, other: str) -> bool:
    """Whether a subject may be of both."""
    return one == other or bool(set(kinds_in(one)) & set(kinds_in(other)))


def by_themselves(who: Iterable[str], of: str) -> bool:
    """Whether nobody else is named than those whose it is: each of them does its own."""
    return bool(of) and set(who) in (set(), set(kinds_in(of)))


def written(kind: str) -> str:
    """A kind as schemes write it: township, [department, township]."""
    return f"[{', '.join(kinds_in(kind))}]" if is_several(kind) else kind
