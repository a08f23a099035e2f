"""Every name used in a scheme has to exist and fit where it is used."""

from collections.abc import Iterator
from typing import Any

from domain.library.grains import finer, grain_of, renewed
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.lint.of_kinds import not_of
from domain.library.lint.of_whom import of_the_holder, of_the_named
from domain.library.lint.out_of_sight import how_reached
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.base import Cited, OpenMark
from domain.library.models.dates import PhaseDate
from domain.library.models.exemptions import Exemption
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.parts import name_read
from domain.library.scopes import BUILT_IN_NAMES, Visit, Visits
from domain.library.wording import stretch
from domain.several_kinds import meet, written


def check_references(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Names of facts, records, rules, phases, documents, lists, sheets."""
    for visit in visited:
        node = visit.node
        if isinstance(node, NameValue):
            yield from _name(scheme, visit, node)
        elif isinstance(
            node, v.Count | v.LongestGap | v.CoveredDays | v.Take | c.Happened | v.Lookup | c.Run
        ):
            yield from _records(scheme, visit, node)
        elif isinstance(node, v.Share | v.FromBottom | v.OutOf):
            yield from _typed_fact(scheme, visit, node)
        elif isinstance(node, Exemption):
            yield from _exemption(scheme, visit, node)
        elif isinstance(node, v.TriggeredTimes):
            yield from _times(scheme, visit, node)
        elif isinstance(node, c.Streak):
            yield from _streak(scheme, visit, node)
        else:
            yield from _plain(scheme, visit, node)


def _name(scheme: Scheme, visit: Visit, node: NameValue) -> Iterator[Doubt]:
    name, scope = node.name, visit.scope
    fields = _fields(scheme, scope.record)
    if name in fields or name in scope.given or name in BUILT_IN_NAMES:
        return
    if name in scheme.facts:
        yield from _fact_fits(scheme, visit, name)
    elif name in scheme.measures or name in scheme.balances:
        yield from _kind_fits(scheme, visit, name)
    elif name not in _fields(scheme, scope.outer):
        known = [*fields, *scope.given, *scheme.facts, *scheme.measures, *scheme.balances]
        base = "amount" in visit.path and visit.path[-1] in {"of", "per"}
        what = "后果所需的基数" if base else "数据或指标"
        hidden = how_reached(scheme, visit, name)
        yield wrong(visit.path, hidden) if hidden else unknown(visit.path, what, name, known)


def _fields(scheme: Scheme, record: str | None) -> list[str]:
    return list(scheme.facts[record].fields) if record in scheme.facts else []


def _fact_fits(scheme: Scheme, visit: Visit, name: str) -> Iterator[Doubt]:
    fact = scheme.facts[name]
    if fact.kind == "record":
        yield wrong(visit.path, f"“{name}”是逐条登记的，取数要写 count、take（rows）或 happened")
    elif fact.kind == "tally":
        yield wrong(visit.path, f"“{name}”是分类计数，取比例要写 share")
    yield from _grain_fits(visit, name, fact.every)
    told = of_the_holder(scheme, visit.scope, name)
    yield from not_of(visit, f"“{name}”是 {written(fact.of)} 的数据", fact.of, visit.scope.kind, told)


def _kind_fits(scheme: Scheme, visit: Visit, name: str) -> Iterator[Doubt]:
    of = scheme.measures[name].of if name in scheme.measures else scheme.balances[name].of
    told = of_the_holder(scheme, visit.scope, name)
    yield from not_of(visit, f"“{name}”是 {written(of)} 的指标", of, visit.scope.kind, told)
    if name in scheme.measures:
        measure = scheme.measures[name]
        yield from _grain_fits(visit, name, measure.every or grain_of(scheme, measure.value))
    own = renewed(scheme, NameValue.model_validate(name))
    if own is not None and visit.scope.grain != "occasion" and finer(own, visit.scope.grain):
        each, wanted = stretch(own), stretch(str(visit.scope.grain))
        said = f"“{name}”每{each}重新起算，这里按{wanted}判断，看到的是最后一期的"
        yield doubtful(visit.path, f"{said}；要看各期的，写 take … over 或 count_periods")


def _grain_fits(visit: Visit, name: str, every: str | None) -> Iterator[Doubt]:
    if finer(every, visit.scope.grain):
        own, wanted = stretch(str(every)), stretch(str(visit.scope.grain))
        yield wrong(
            visit.path, f"“{name}”按{own}统计，这里按{wanted}判断，要写 take … over（或 count_periods）汇总"
        )


def _records(scheme: Scheme, visit: Visit, node: Any) -> Iterator[Doubt]:
    key, field = record_of(node)
    if key is None:
        return
    fact = scheme.facts.get(key)
    if fact is None or fact.kind != "record":
        records = [name for name, one in scheme.facts.items() if one.kind == "record"]
        yield unknown((*visit.path, field), "逐条登记的数据（record）", key, records)
        return
    kind = (node.members if isinstance(node, v.Take) else None) or visit.scope.kind
    if not isinstance(node, v.Lookup):
        told = of_the_named(scheme, visit, key)
        yield from not_of(visit, f"“{key}”登记的是 {written(fact.of)}", fact.of, kind, told)
    for name in ("distinct", "alike") if isinstance(node, v.Count) else ():
        field_name = getattr(node, name)
        if field_name and field_name not in (*fact.fields, "row_date"):
            yield unknown((*visit.path, name), "登记项", field_name, fact.fields)
    for name in (*([node.field] if isinstance(node, v.Lookup) else []), *node.match):
        if name not in fact.fields and name != "row_date":
            yield unknown(visit.path, "登记项", name, fact.fields)


def check_groups(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What peers have in common has to be a fact or a measure of the subject."""
    for visit in visited:
        key = visit.node.peers if isinstance(visit.node, v.Take) else getattr(visit.node, "by", None)
        if isinstance(visit.node, v.Take | v.Ranking | v.Entrants) and key is not None:
            yield from _name(scheme, visit, NameValue.model_validate(key))


def record_of(node: Any) -> tuple[str | None, str]:
    """The kind of record that a form looks through, and the key that names it."""
    match node:
        case v.Count():
            return node.count, "count"
        case v.LongestGap():
            return node.longest_gap, "longest_gap"
        case v.CoveredDays():
            return node.covered_days, "covered_days"
        case v.Take():
            return node.rows, "rows"
        case c.Happened():
            return node.happened, "happened"
        case v.Lookup():
            return node.lookup, "lookup"
        case c.Run():
            return node.rows, "rows"
    return None, ""


def _typed_fact(scheme: Scheme, visit: Visit, node: v.Share | v.FromBottom | v.OutOf) -> Iterator[Doubt]:
    kind, name = "tally" if isinstance(node, v.Share) else "rank", name_read(node)
    fact = scheme.facts.get(name)
    if fact is None or fact.kind != kind:
        yield unknown(
            visit.path, f"{kind} 数据", name, [key for key, one in scheme.facts.items() if one.kind == kind]
        )
        return
    yield from _grain_fits(visit, name, fact.every)
    if isinstance(node, v.Share):
        for word in (*node.counting, *node.among):
            if word not in fact.options:
                yield unknown(visit.path, "选项", word, fact.options)


def _streak(scheme: Scheme, visit: Visit, node: c.Streak) -> Iterator[Doubt]:
    run = node.streak
    if run.rows is None and run.every is None and visit.scope.grain is None:
        said = "规则写 every，或在 streak 里写 every；连续几条登记的写 rows"
        yield wrong(visit.path, f"连续（streak）要有统计期：{said}")


def _seen_whole(visit: Visit, form: str, key: str, every: str | None) -> Iterator[Doubt]:
    """What is judged by months says nothing of a year by itself: only the last month would be seen."""
    if finer(every, visit.scope.grain) and "occasion" not in (every, visit.scope.grain):
        own, wanted = stretch(str(every)), stretch(str(visit.scope.grain))
        said = f"写 {{value: {{count_periods: {{{form}: {key}}}, over: …}}, at_least: 1}}"
        yield wrong(visit.path, f"“{key}”按{own}判断，这里按{wanted}判断，只看得到最后一期：{said}")


def _plain(scheme: Scheme, visit: Visit, node: Any) -> Iterator[Doubt]:
    """References of the simple kind: a key in a table."""
    kept = [entry.id for entry in (*scheme.duties, *scheme.all_targets, *scheme.time_limits)]
    phases = [phase.key for phase in scheme.phases]
    match node:
        case c.Triggered():
            yield from _known(visit, "规则", node.triggered, [rule.id for rule in scheme.rules])
            tiers = [tier.name for rule in scheme.rules if rule.id == node.triggered for tier in rule.tiers]
            yield from _known(visit, "分档", node.tier, tiers) if node.tier else ()
            every = {rule.id: rule.every for rule in scheme.rules}
            yield from _seen_whole(visit, "triggered", node.triggered, every.get(node.triggered))
        case v.TierOf():
            yield from _known(
                visit, "分档的规则", node.tier, [rule.id for rule in scheme.rules if rule.tiers]
            )
        case c.Met():
            every = {duty.id: duty.every for duty in scheme.duties}
            yield from _seen_whole(visit, "met", node.met, every.get(node.met))
            owed = [one.id for one in scheme.deliverables]
            yield from _known(visit, "职责、指标、时限或报送", node.met, [*kept, *owed])
        case c.Owed():
            every = {duty.id: duty.every for duty in scheme.duties}
            yield from _seen_whole(visit, "owed", node.owed, every.get(node.owed))
            limits = [one.id for one in scheme.time_limits]
            yield from _known(visit, "职责或时限", node.owed, [*every, *limits])
        case PhaseDate() | w.PhaseWindow() | v.PhaseDay():
            yield from _known(visit, "阶段", node.phase, phases)
        case OpenMark():
            yield from _known(visit, "待填参数（open）", node.open, list(scheme.open))
        case Cited() if node.source:
            yield from _known(visit, "依据文件", node.source, list(scheme.documents))


def _exemption(scheme: Scheme, visit: Visit, node: Exemption) -> Iterator[Doubt]:
    """The entries that it names are those on its own kind."""
    known = [one.id for one in scheme.rules if meet(one.subject, node.of)]
    known += [one.id for one in scheme.duties if meet(one.subject, node.of)]
    known += [one.id for one in scheme.all_targets if meet(one.of, node.of)]
    records = {key for key, fact in scheme.facts.items() if meet(fact.of, node.of)}
    known += [one.id for one in scheme.time_limits if one.record in records]
    known += [entry.id for one in scheme.balances.values() if meet(one.of, node.of) for entry in one.entries]
    known += [
        key for each in (scheme.lists, scheme.scoring) for key, one in each.items() if meet(one.of, node.of)
    ]
    for field in ("entries", "besides"):
        for key in getattr(node, field):
            if key not in known:
                yield unknown(
                    (*visit.path, field),
                    "条目（这种对象的规则、职责、时限、指标、评分表、名单或信用分的一笔）",
                    key,
                    known,
                )


def _times(scheme: Scheme, visit: Visit, node: v.TriggeredTimes) -> Iterator[Doubt]:
    rules = {rule.id: rule for rule in scheme.rules}
    for key in node.triggered_times:
        yield from _known(visit, "规则", key, list(rules))
        on = rules[key].on if key in rules else None
        for name in node.match:
            if key in rules and name not in (*_fields(scheme, on), *(["row_date"] if on else [])):
                yield wrong((*visit.path, "match"), f"规则“{key}”的登记里没有“{name}”这一项")


def _known(visit: Visit, what: str, key: str, known: list[str]) -> Iterator[Doubt]:
    if key not in known:
        yield unknown(visit.path, what, key, known)
