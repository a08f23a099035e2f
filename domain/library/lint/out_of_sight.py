"""Fields of records named where no record, or another one, is in hand: how they are reached instead."""

from domain.library.models.scheme import Scheme
from domain.library.scopes import Visit


def how_reached(scheme: Scheme, visit: Visit, name: str) -> str:
    """How a field is reached that cannot be seen from here; empty where no record has one of that name."""
    together = scheme.facts.get(visit.scope.record or "")
    for part in together.parts if together is not None else ():
        if together is not None and part in scheme.facts and name in scheme.facts[part].fields:
            other = scheme.facts[part]
            return (
                f"“{other.fields[name].name}”不是“{together.name}”合在一起的各种登记都有的（键和种类都相同）登记项："
                f"各种登记里都设一项 {name}，或者只看“{other.name}”"
            )
    rule = scheme.rules[int(visit.path[1])] if visit.path[0] == "rules" else None
    fact = scheme.facts.get(rule.on or "") if rule is not None else None
    if fact is None or name not in fact.fields:
        return _of_some_record(scheme, visit, name, each=rule is not None and rule.on is None)
    if "where" in visit.path:
        return (
            f"“{name}”是本条“{fact.name}”的登记项，where 里面看的是被数的登记，看不到本条：与本条相同的写 "
            f"match: {{{name}: {name}}}，在本条两个日期之间的写 within: {{from: {{event: 起}}, to: {{event: 止}}}}，"
            "与本条登记日期比的写 judged_on"
        )
    return (
        f"“{name}”是本条“{fact.name}”的登记项，在 as_of、over 里面看不到本条；"
        "要与别人登记的比，写 {lookup: …} 或 {upper: …, of: …}"
    )


def _of_some_record(scheme: Scheme, visit: Visit, name: str, *, each: bool) -> str:
    """How a field of a record is reached from where no record is in hand."""
    found = [(key, fact) for key, fact in scheme.facts.items() if name in fact.fields]
    found.sort(key=lambda one: one[1].of != visit.scope.kind)
    for key, fact in found[:1]:
        way = f"要写 on: {key}（逐条判断），或用" if each else "要用"
        take = "total" if fact.fields[name].kind in {"number", "amount"} else "latest"
        return (
            f"“{name}”是“{fact.name}”的登记项，{way} {{count: {key}, where: …}}、"
            f"{{take: {take}, of: {name}, rows: {key}, within: …}} 取数"
        )
    return ""
