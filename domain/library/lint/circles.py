"""Nothing may be computed from itself: measures, rules, balances, lists, computed fields of records."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, wrong
from domain.library.lint.references import record_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_listing, rules_moving
from domain.library.scopes import Path, Visit, Visits

_HINT = {
    "balance": "；要看这一笔以前的分，写 {as_of: {before: row_date, count: 1, unit: calendar_day}, of: 这个分}"
}


def check_cycles(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A measure, a rule or a computed field may not depend on itself."""
    links = _links(scheme, visited)
    for name in links:
        if name in _reached(links, name):
            kind, _, key = name.partition(" ")
            yield wrong(_path_of(scheme, kind, key), f"“{key}”绕了一圈又依赖自己{_HINT.get(kind, '')}")


def _path_of(scheme: Scheme, kind: str, key: str) -> Path:
    if kind == "field":
        record, _, field = key.partition(".")
        return "facts", record, "fields", field
    if kind in {"measure", "balance", "list"}:
        return f"{kind}s", key
    return "rules", next(at for at, rule in enumerate(scheme.rules) if rule.id == key)


def _links(scheme: Scheme, visited: Visits) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    earlier = [(*visit.path, "of") for visit in visited if _looks_back(visit.node)]
    for visit in visited:
        owner = _owner(scheme, visit)
        if owner is None or any(visit.path[: len(path)] == path for path in earlier):
            continue
        found = links.setdefault(owner, set())
        if isinstance(visit.node, NameValue) and visit.node.name in scheme.measures:
            found.add(f"measure {visit.node.name}")
        if isinstance(visit.node, NameValue) and visit.node.name in scheme.balances:
            found.add(f"balance {visit.node.name}")
        if isinstance(visit.node, c.OnList):
            found.add(f"list {visit.node.on_list}")
        if isinstance(visit.node, c.Triggered):
            found.add(f"rule {visit.node.triggered}")
        if isinstance(visit.node, v.TierOf):
            found.add(f"rule {visit.node.tier}")
        found |= {f"field {one}" for one in _fields_read(scheme, visit)}
    for key in scheme.balances:
        links.setdefault(f"balance {key}", set()).update(
            f"rule {one.id}" for one in rules_moving(scheme, key)
        )
    for key in scheme.lists:
        links.setdefault(f"list {key}", set()).update(f"rule {one.id}" for one in rules_listing(scheme, key))
    return links


def _looks_back(node: object) -> bool:
    """Whether a value is that of an earlier day: how a balance stood the day before does not go round."""
    return isinstance(node, v.AsOf) and isinstance(node.as_of, v.Shifted) and node.as_of.before is not None


def _fields_read(scheme: Scheme, visit: Visit) -> Iterator[str]:
    """Computed fields that a node reads: of the record in hand, or of the records that it looks through."""
    node, scope = visit.node, visit.scope
    reads = [(scope.record, node.name), (scope.outer, node.name)] if isinstance(node, NameValue) else []
    if isinstance(node, v.Count | v.LongestGap | v.Take | c.Happened | v.Lookup | c.Run):
        named = [getattr(node, one, None) for one in ("field", "distinct", "alike")]
        reads = [(record_of(node)[0], name) for name in (*named, *node.match) if name]
    for record, name in reads:
        field = scheme.facts[record].fields.get(name) if record in scheme.facts else None
        if field is not None and field.value is not None:
            yield f"{record}.{name}"


def _owner(scheme: Scheme, visit: Visit) -> str | None:
    if len(visit.path) < 2:
        return None
    section, key = visit.path[:2]
    if section in {"measures", "balances", "lists"}:
        return f"{section.removesuffix('s')} {key}"
    if section == "facts" and visit.path[2:3] == ("fields",) and len(visit.path) > 3:
        return f"field {key}.{visit.path[3]}"
    return f"rule {scheme.rules[int(key)].id}" if section == "rules" else None


def _reached(links: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(links.get(start, ()))
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += links.get(here, ())
    return seen
