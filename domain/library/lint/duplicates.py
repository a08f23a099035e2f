"""Ids that stand twice, and obligations that would be counted twice."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models.base import Entry
from domain.library.models.handled import HANDLED
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits


def check_duplicates(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Ids, keys and obligations."""
    entries = [(visit.path, visit.node) for visit in visited if isinstance(visit.node, Entry)]
    yield from _twice([(path, entry.id) for path, entry in entries], "编号")
    yield from _twice([(("phases", at), one.key) for at, one in enumerate(scheme.phases)], "阶段键")
    for at, category in enumerate(scheme.checklist.categories):
        others = [one.key for one in scheme.checklist.categories[:at]]
        if category.key in others:
            yield wrong(("checklist", "categories", at), f"检查类别“{category.key}”重复")
    for key, sheet in scheme.scoring.items():
        yield from _twice(
            [(("scoring", key, "items", at), one.key) for at, one in enumerate(sheet.items)], "评分项"
        )
    known = {entry.id for _, entry in entries}
    for path, entry in entries:
        if entry.same_as is not None and entry.same_as not in known:
            yield unknown(path, "编号", entry.same_as, known)
    yield from _same_name(scheme)
    yield from _same_obligation(visited)
    yield from _same_deed(scheme)


def _twice(found: list[tuple[Path, str]], what: str) -> Iterator[Doubt]:
    seen: set[str] = set()
    for path, key in found:
        if key in seen:
            yield wrong(path, f"{what}“{key}”重复")
        seen.add(key)


def _same_name(scheme: Scheme) -> Iterator[Doubt]:
    """A field of a record hides a computed figure of the same key wherever the record is in hand."""
    others = {**dict.fromkeys(scheme.measures, "指标"), **dict.fromkeys(scheme.balances, "信用分")}
    for key, fact in scheme.facts.items():
        for field in fact.fields if key != HANDLED else ():
            if field in others:
                said = (
                    f"登记项“{field}”与{others[field]}“{field}”同名：看这种登记时指的是登记项，请改一个名字"
                )
                yield doubtful(("facts", key, "fields", field), said)


def _same_obligation(visited: Visits) -> Iterator[Doubt]:
    groups: dict[Hashable, list[tuple[Path, Entry]]] = defaultdict(list)
    for signature, path, entry in _signatures(visited):
        if entry.same_as is None:
            groups[signature].append((path, entry))
    for same in groups.values():
        for path, _ in same[1:]:
            first = same[0][1].id
            yield wrong(path, f"与“{first}”是同一件事，会重复计数：如确是同一件，请写 same_as: {first}")


def _same_deed(scheme: Scheme) -> Iterator[Doubt]:
    """One consequence that two rules draw from one condition."""
    seen: dict[Hashable, str] = {}
    for at, rule in enumerate(scheme.rules):
        if rule.same_as is not None or rule.tiers:
            continue
        case = repr(
            [getattr(rule, field) for field in ("subject", "every", "on", "whose", "units", "unless", "when")]
        )
        for deed in rule.then:
            first = seen.setdefault((case, repr(deed)), rule.id)
            if first != rule.id and not _alike(scheme, first, rule):
                message = f"与“{first}”条件相同，又有一项相同的后果，会重复执行"
                yield doubtful(("rules", at), message)


def _alike(scheme: Scheme, first: str, rule: Rule) -> bool:
    """Whether all consequences are the same, which is told as an error already."""
    return any(other.id == first and other.then == rule.then for other in scheme.rules)


def _signatures(visited: Visits) -> Iterator[tuple[Hashable, Path, Entry]]:
    for visit in visited:
        node = visit.node
        fields: tuple[str, ...]
        match visit.path, node:
            case ("targets", int()) | ("tasks", int(), "targets", int()), Entry():
                fields = ("of", "value", "each", "counts", "since", "milestones")
            case ("deliverables", int()), Entry():
                fields = ("title", "who", "to", "due", "repeats", "inside")
            case ("duties", int()), Entry():
                fields = ("subject", "every", "done", "each", "required", "unless")
            case ("rules", int()), Entry():
                fields = (
                    "subject",
                    "every",
                    "on",
                    "whose",
                    "units",
                    "unless",
                    "when",
                    "of",
                    "tiers",
                    "then",
                    "raise_",
                    "lower",
                )
            case ("checklist", "categories", int(), "items", int()), Entry():
                fields = ("question",)
            case _:
                continue
        signature = (visit.path[0], *(repr(getattr(node, field)) for field in fields))
        yield signature, visit.path, node
