"""Kinds of rectification that say what the ledger would not do."""

from collections.abc import Iterator

from domain.findings import Kind
from domain.library.lint.doubts import Doubt, wrong
from domain.library.models.casework import FindingKind
from domain.library.models.dates import Term
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits

_STARTS = frozenset({"送达", "通知送达", "书面通报送达", "告知书送达", "决定送达", "交办", "发现"})


def check_handled(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A problem without an end has no term; all others have to be struck off, and count."""
    for key, kind in scheme.finding_kinds.items():
        path = ("finding_kinds", key)
        if key != Kind.ONGOING and not (kind.closes and kind.counted):
            field = "counted" if kind.closes else "closes"
            yield wrong((*path, field), "只有 ongoing（长期坚持）不销号、不计入，别的都要销号、都计入")
        for at, term in _terms(kind):
            event = getattr(term, "from_", None)
            if event is not None and event not in _STARTS:
                yield wrong(
                    (*path, *at), f"问题的整改期限从送达或者发现起算，from 写送达、发现，不写“{event}”"
                )
        if key == Kind.ONGOING and (named := _named(kind)):
            yield wrong(
                (*path, named),
                "ongoing（长期坚持）在台账里不设期限、不销号；有完成期限的长期整改另加一种"
                f"（如 long_term: {{name: {kind.name}, clause: …, within: …}}），交办时在“事项性质”里选",
            )


def _terms(kind: FindingKind) -> list[tuple[Path, Term | None]]:
    return [
        (("within",), kind.within),
        *((("within_of", word), term) for word, term in kind.within_of.items()),
        *((("relapse_within_of", word), term) for word, term in kind.relapse_within_of.items()),
    ]


def _named(kind: FindingKind) -> str:
    """The key of a term that stands there."""
    names = ("within", "relapse_within", "within_of", "relapse_within_of")
    return next((name for name in names if getattr(kind, name)), "")
