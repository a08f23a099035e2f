"""Words of a choice or a scale that a title says, beside another one that is asked for (红色隐患 with is: 橙色)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from domain.library.kinds import scale_of, words_of
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models.accounts import BalanceEntry
from domain.library.models.facts import Measure
from domain.library.models.literals import NameValue, TextValue
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.values import ScoreGrade
from domain.library.scopes import Path, Visit, Visits

_TURNED = frozenset({"not", "unless", "skip"})  # what is asked here is what the title leaves out
_DENYING = "(?<![不非未无除])"
_WANTED = re.compile(
    r"(?:只能|只可|只限|仅限|仅可|限于|应|须|不得)[^，。；、]*"
)  # who does otherwise is asked for
_NOT_GIVEN = "(?<!不能)(?<!取消)(?<!参与)(?<!参加)"  # 取消评优 says nothing of the grade 优


def check_words_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule, duty, time limit, entry of points and measure beside its title or name."""
    titles: dict[Path, str] = {}
    asked: dict[tuple[Path, str], list[Visit]] = defaultdict(list)
    for visit in visited:
        node = visit.node
        if isinstance(node, Rule | Duty | TimeLimit | BalanceEntry | Measure):
            said = node.name if isinstance(node, Measure) else node.title
            titles[visit.path] = unicodedata.normalize("NFKC", said)
        elif isinstance(node, c.Compare) and isinstance(node.value, NameValue | ScoreGrade):
            path = next((visit.path[:end] for end in (4, 2) if visit.path[:end] in titles), None)
            if path is not None:
                asked[path, str(node.value)].append(visit)
    for (path, _), compared in asked.items():
        yield from _beside(scheme, path, titles[path], compared)


def _beside(scheme: Scheme, path: Path, title: str, compared: Sequence[Visit]) -> Iterator[Doubt]:
    """One value of an entry with all that it is compared with; none where it is asked what it is not."""
    words = _words(scheme, compared[0])
    if not words or any(_turned(one.path) for one in compared):
        return
    said, written = _said(title, words), {word for one in compared for word in _met(scheme, one)}
    if said and written and said.isdisjoint(written):
        told, meant = "、".join(sorted(said)), "、".join(word for word in words if word in written)
        yield doubtful(path, f"标题说“{told}”，条件比的是“{meant}”：是不是写错了？")


def _turned(path: Path) -> bool:
    """Whether a comparison says what is not meant: except where not is meant again."""
    return sum(part in _TURNED for part in path) % 2 == 1


def _words(scheme: Scheme, visit: Visit) -> tuple[str, ...]:
    """The words that the value of a comparison can take."""
    value = getattr(visit.node, "value", None)
    return words_of(scheme, value, visit.scope) or scale_of(scheme, value, visit.scope)


def _met(scheme: Scheme, visit: Visit) -> set[str]:
    """The words that meet a comparison, with the one that draws its line."""
    node = visit.node
    if not isinstance(node, c.Compare):
        return set()
    found: set[str] = {*(node.one_of or ()), *({node.is_} if isinstance(node.is_, str) else ())}
    order = scale_of(scheme, node.value, visit.scope)
    for name, bound in node.limits:
        if isinstance(bound, TextValue) and bound.text in order:
            at = order.index(bound.text)
            found |= set(order[: at + 1] if name in ("at_least", "above") else order[at:])
    return found


def _said(title: str, words: Sequence[str]) -> set[str]:
    """The words that a title says; longer ones hide those that stand in them (不合格 is not 合格)."""
    found: set[str] = set()
    title = _WANTED.sub("", title)
    for word in sorted(words, key=len, reverse=True):
        known = re.escape(word)
        grade = rf"{_NOT_GIVEN}(?:评|评为|定为){known}(?![先选定])|(?<![A-Z]){known}(?:级|类|档)"
        pattern = f"{_DENYING}{known}" if len(word) > 1 else grade
        title, times = re.subn(pattern, "□", title)
        found |= {word} if times else set()
    return found
