"""Rules on whom a record names, and entries asked of somebody on whom they are not judged."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.lint.doubts import Doubt, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope, Visit, Visits
from domain.several_kinds import readable


def of_the_holder(scheme: Scheme, scope: Scope, name: str) -> str:
    """How a rule on whom a record names reads a figure of those whose record it is."""
    record = scheme.facts.get(scope.record or "")
    known = scheme.facts.get(name) or scheme.measures.get(name) or scheme.balances.get(name)
    if record is None or known is None or record.of != known.of or record.of == scope.kind:
        return ""
    return f"；登记那一家的，在“{record.name}”里设一项算出来的登记项（value: {name}），这里写那一项"


def of_the_named(scheme: Scheme, visit: Visit, key: str) -> str:
    """How often somebody was named is counted by the rule that is judged each time."""
    rule = scheme.rules[int(visit.path[1])] if visit.path[0] == "rules" else None
    if rule is None or rule.whose is None or rule.on != key:
        return ""
    return (
        f"；写到他的有几条，数这条规则触发了几次：{{triggered_times: [{rule.id}], within: …}}，另写一条规则看"
    )


def check_of_whom(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Rules, duties and time limits are asked of those on whom they are judged."""
    judged = dict(_judged(scheme))
    rules = {rule.id: rule for rule in scheme.rules}
    for visit in visited:
        key, kind = _asked(visit.node), visit.scope.kind
        if key not in judged or readable(judged[key], kind) or _of_its_record(scheme, visit, rules.get(key)):
            continue
        party, owner = wording.party(scheme, str(kind)), wording.party(scheme, judged[key])
        yield wrong(
            visit.path,
            f"“{key}”判断的是{owner}，这里的对象是{party}，问不到：看所属的写 {{upper: {judged[key]}, of: …}}，"
            f"看下属有几个写 {{count_members: {judged[key]}, where: …}}，一共触发了几次写 {{triggered_times: [{key}]}}",
        )


def _judged(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Entries with the kind of those on whom they are judged."""
    yield from ((rule.id, rule.subject) for rule in scheme.rules)
    yield from ((duty.id, duty.subject) for duty in scheme.duties)
    yield from ((one.id, one.of) for one in scheme.all_targets)
    yield from (
        (one.id, scheme.facts[one.record].of) for one in scheme.time_limits if one.record in scheme.facts
    )


def _asked(node: object) -> str:
    match node:
        case c.Triggered(triggered=key) | c.Met(met=key) | c.Owed(owed=key):
            return key
        case v.TierOf(tier=key):
            return key
    return ""


def _of_its_record(scheme: Scheme, visit: Visit, rule: Rule | None) -> bool:
    """Whether a rule on the record in hand is asked, of those whose record it is."""
    return rule is not None and rule.whose is None and rule.on is not None and rule.on == visit.scope.record
