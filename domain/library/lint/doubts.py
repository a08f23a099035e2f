"""What a check reports: a sentence at a place of the scheme."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from domain.library.models.scheme import Scheme
from domain.library.problems import Severity
from domain.library.scopes import Path, Visits


@dataclass(frozen=True, slots=True)
class Doubt:
    """An error or a warning at a path of the scheme."""

    path: Path
    severity: Severity
    message: str


Check = Callable[[Scheme, Visits], Iterator[Doubt]]


def wrong(path: Path, message: str) -> Doubt:
    """Something that refuses the scheme."""
    return Doubt(path, Severity.ERROR, message)


def doubtful(path: Path, message: str) -> Doubt:
    """Something that a person should weigh."""
    return Doubt(path, Severity.WARNING, message)


def unknown(path: Path, what: str, key: str, known: object) -> Doubt:
    """A reference to something that does not exist, with the nearest name that does."""
    words = [str(word) for word in known] if hasattr(known, "__iter__") else []
    near = get_close_matches(key, words, n=1)
    hint = f"，是不是“{near[0]}”？" if near else ""
    return wrong(path, f"没有这个{what}“{key}”{hint}")
