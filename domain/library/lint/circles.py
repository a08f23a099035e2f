"""Nothing may be computed from itself: measures, rules, balances, lists, sheets, deliverables, computed fields.

What it was in an earlier period, on an earlier day or in an earlier record is another matter.
"""

from collections.abc import Iterator

from domain.library.lint.circle_hints import HINTS, TOTALS
from domain.library.lint.doubts import Doubt, wrong
from domain.library.lint.reads import asks_before, looks_back, read_by
from domain.library.models.consequences import Deed
from domain.library.models.scheme import Scheme
from domain.library.models.values import Amounts
from domain.library.moving import rules_listing, rules_moving
from domain.library.named_days import names_in
from domain.library.scopes import Path, Visit, Visits

_SECTIONS = {"measures": "measure", "balances": "balance", "lists": "list", "scoring": "sheet", "caps": "cap"}
_ACTING = ("rules", "duties", "time_limits", "deliverables", "exemptions")


def check_cycles(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A measure, a rule or a computed field may not depend on itself as it is now."""
    links, every = _links(scheme, visited, _seen_earlier(visited)), _links(scheme, visited)
    yield from _check_states(scheme, every)
    yield from _check_starts(scheme, visited, every)
    _exempt_entries(scheme, links, every)
    _exempt(scheme, links)
    for name in links:
        if name in _reached(links, name):
            kind, _, key = name.partition(" ")
            around = [one for one in links if one in _reached(links, name) and name in _reached(links, one)]
            hint = _hint_on_exceptions(scheme, around) or _hint_on_lists(scheme, around, name)
            hint = hint or _hint_on_totals(scheme, visited, around) or HINTS[kind]
            yield wrong(_path_of(scheme, kind, key), f"“{key}”绕了一圈又依赖自己{hint}")


def _hint_on_exceptions(scheme: Scheme, around: list[str]) -> str:
    """What to write where exceptions read balances whose entries they except from each other."""
    both = any(f"rule {one.id}" in around for one in scheme.exemptions)
    if not both or not any(one.startswith("balance ") for one in around):
        return ""
    return "；例外看的分，自己的各笔又被例外免了：exemptions 里用 entries 写明免哪几条，或用 besides 留下那个分的各笔"


def _hint_on_lists(scheme: Scheme, around: list[str], name: str) -> str:
    """Where to read what to write, for what goes round through a list."""
    listed = next((one.removeprefix("list ") for one in around if one.startswith("list ")), None)
    if listed is None or name.startswith("list "):
        return ""
    return f"：经过名单“{scheme.lists[listed].name}”，怎么写见名单那一处"


def _hint_on_totals(scheme: Scheme, visited: Visits, around: list[str]) -> str:
    """What to write where something is reckoned from a total in which it stands itself."""
    asking = (visit for visit in visited if isinstance(visit.node, Amounts))
    return TOTALS if any(_owner(scheme, visit) in around for visit in asking) else ""


def _path_of(scheme: Scheme, kind: str, key: str) -> Path:
    if kind == "field":
        record, _, field = key.partition(".")
        return "facts", record, "fields", field
    if kind in _SECTIONS.values():
        return next(section for section, one in _SECTIONS.items() if one == kind), key
    for section in _ACTING:
        for at, entry in enumerate(getattr(scheme, section)):
            if entry.id == key:
                return section, at
    raise LookupError(key)


def _check_states(scheme: Scheme, links: dict[str, set[str]]) -> Iterator[Doubt]:
    """A measure that goes on from its last value says how often there is one; only such a one has a beginning."""
    for key, measure in scheme.measures.items():
        goes_on = f"measure {key}" in _reached(links, f"measure {key}")
        if goes_on and measure.every is None:
            yield wrong(("measures", key), f"“{key}”要看自己上一期的，写明多久一次：every: month 等")
        elif measure.initially is not None and not goes_on:
            yield wrong(("measures", key, "initially"), "initially 只用于要看自己上一期（previous）的指标")


def _check_starts(scheme: Scheme, visited: Visits, links: dict[str, set[str]]) -> Iterator[Doubt]:
    """The day on which an entry moves its balance is known before the balance is, also as it was earlier."""
    for visit in visited:
        if isinstance(visit.node, Deed) and visit.node.balance is not None and visit.node.starts is not None:
            own, path = f"balance {visit.node.balance}", (*visit.path, "starts")
            read = {f"field {visit.scope.record}.{name}" for name in names_in(visit.node.starts)}
        elif visit.path[0] == "balances" and visit.path[2:5:2] == ("entries", "starts"):
            own, path, read = f"balance {visit.path[1]}", visit.path, {*read_by(scheme, visit)}
        else:
            continue
        if any(own == one or own in _reached(links, one) for one in read):
            yield wrong(path, "starts（从哪天起记）不能看这个分自己：写登记的日期，或由它算出来的日期")


def _seen_earlier(visited: Visits) -> dict[Path, frozenset[str]]:
    return {(*visit.path, part): kinds for visit in visited for part, kinds in looks_back(visit.node)}


def _links(
    scheme: Scheme, visited: Visits, earlier: dict[Path, frozenset[str]] | None = None
) -> dict[str, set[str]]:
    """What each entry reads, but for what it reads as it was `earlier`."""
    passed = earlier or {}
    links: dict[str, set[str]] = {}
    for visit in visited:
        owner = _owner(scheme, visit)
        if owner is None:
            continue
        over = {kind for at in range(len(visit.path) + 1) for kind in passed.get(visit.path[:at], ())}
        over |= {owner} if earlier is not None and _at_the_end(visit) else set()
        links.setdefault(owner, set()).update(
            one
            for one in read_by(scheme, visit)
            if not (earlier is not None and asks_before(visit))
            and not over & {one, one.partition(" ")[0], one.partition(".")[0]}
        )
    for key in scheme.balances:
        links.setdefault(f"balance {key}", set()).update(
            name for one in rules_moving(scheme, key) for name in (f"rule {one.id}", f"deeds {one.id}")
        )
    for key in scheme.lists:
        acting = (*rules_listing(scheme, key), *rules_listing(scheme, key, "delist"))
        names = (name for one in acting for name in (f"rule {one.id}", f"deeds {one.id}"))
        links.setdefault(f"list {key}", set()).update(names)
    return links


def _exempt(scheme: Scheme, links: dict[str, set[str]]) -> None:
    """Note the exceptions of the whole scheme that each rule, duty and time limit reads."""
    for entry, kind in _judged(scheme):
        links.setdefault(f"rule {entry}", set()).update(
            f"rule {one.id}" for one in scheme.exemptions if one.speaks_of(kind, entry)
        )


def _exempt_entries(scheme: Scheme, links: dict[str, set[str]], every: dict[str, set[str]]) -> None:
    """Note those that balances, lists and sheets read: an exception that looks at one of them leaves it alone."""
    named = [
        (f"balance {key}", one.of, [each.id for each in one.entries]) for key, one in scheme.balances.items()
    ]
    named += [(f"list {key}", one.of, [key]) for key, one in scheme.lists.items()]
    named += [(f"sheet {key}", one.of, [key]) for key, one in scheme.scoring.items()]
    for name, of, entries in named:
        links.setdefault(name, set()).update(
            f"rule {one.id}"
            for one in scheme.exemptions
            if any(one.speaks_of(of, entry) for entry in entries)
            and name not in _reached(every, f"rule {one.id}")
        )


def _at_the_end(visit: Visit) -> bool:
    """Whether a balance is looked at as it ended, before it starts afresh."""
    return visit.path[0] == "balances" and visit.path[2:3] == ("carries",)


def _judged(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What exceptions of the whole scheme may speak of, with the kind of those whom it judges."""
    yield from ((rule.id, rule.subject) for rule in scheme.rules)
    yield from ((duty.id, duty.subject) for duty in scheme.duties)
    limits = (one for one in scheme.time_limits if one.record in scheme.facts)
    yield from ((one.id, scheme.facts[one.record].of) for one in limits)


def _owner(scheme: Scheme, visit: Visit) -> str | None:
    if len(visit.path) < 2:
        return None
    section, key = visit.path[:2]
    if section in _SECTIONS:
        return f"{_SECTIONS[str(section)]} {key}"
    if section == "facts" and visit.path[2:3] == ("fields",) and len(visit.path) > 3:
        return f"field {key}.{visit.path[3]}"
    acting = {name: getattr(scheme, name) for name in _ACTING}
    if section not in acting:
        return None
    after = section == "time_limits" and visit.path[2:3] == (
        "otherwise",
    )  # what follows may ask how late it was
    return f"{'deeds' if after else 'rule'} {acting[str(section)][int(key)].id}"


def _reached(links: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(links.get(start, ()))
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += links.get(here, ())
    return seen
