"""Entries on several kinds of subjects: which of them have to stay apart, and what is asked beside them."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.of_kinds import not_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.models.acts import ACT_NAMES
from domain.library.models.consequences import Deed
from domain.library.models.facts import Fact
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet
from domain.library.narrowing import where_failed, where_held
from domain.library.scopes import Path, Visit, Visits
from domain.several_kinds import includes, is_several, joined, kinds_in, meet, written
from domain.units import UnitKind

_ACTING = frozenset({"rules", "duties", "time_limits"})
_Shared = tuple[tuple[str, str, str], ...]
_Falling = tuple[Path, BalanceEntry | Roll | Rule, str]


def check_several(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Which kinds go together, and every question that only one of them could answer."""
    judged, shared = _judged(scheme), _shared(scheme, visited)
    for visit in visited:
        node = visit.node
        if isinstance(node, Fact):
            yield from _by(visit, node)
        elif isinstance(node, Sheet):
            yield from _scored(visit, node)
        elif isinstance(node, Duty | TimeLimit):
            yield from _done_by_some(scheme, visit, node)
        elif isinstance(node, Balance | Roll | Rule):
            yield from _named(scheme, _falling(visit.path, node))
        elif isinstance(node, Deed) and node.on is not None and visit.path[0] in _ACTING:
            entry = getattr(scheme, str(visit.path[0]))[int(visit.path[1])]
            yield from _upon(scheme, (*visit.path, "on"), node, judged.get(entry.id, ""), shared)
        else:
            yield from _asked(scheme, visit, judged)


def _scored(visit: Visit, sheet: Sheet) -> Iterator[Doubt]:
    """Points are given, ranked and told on one side: that of the providers, or that of units and persons."""
    if is_several(sheet.of) and UnitKind.PROVIDER in kinds_in(sheet.of):
        rest = written(joined(one for one in kinds_in(sheet.of) if one != UnitKind.PROVIDER))
        said = "服务单位（provider）的评分与别的对象不在一处打分、公布"
        yield wrong((*visit.path, "of"), f"{said}：评分表写两张，一张 of: provider，一张 of: {rest}")


def _done_by_some(scheme: Scheme, visit: Visit, node: Duty | TimeLimit) -> Iterator[Doubt]:
    """What is judged of several kinds, though some of them alone are said to do it."""
    if isinstance(node, Duty):
        kind = where_failed(node.subject, node.unless)
    else:
        record = scheme.facts.get(node.record)
        kind = where_failed(where_held(record.of if record else None, node.where), node.unless)
    left = set(node.who) & set(kinds_in(kind or ""))
    rest = set(kinds_in(kind or "")) - left
    if left and rest:
        told, others = (wording.party(scheme, joined(one)) for one in (left, rest))
        yield doubtful(
            (*visit.path, "who"),
            f"who 写的是{told}，判断的还有{others}，白话里却说成由{told}办：各办各的不写 who，"
            f"只管一种的写 {{is_a: {written(joined(left))}}}（时限写在 where，职责写 unless: {{not: …}}）",
        )


def _falling(path: Path, node: Balance | Roll | Rule) -> Iterator[_Falling]:
    """What may fall on somebody whom a field names, with the kinds of those."""
    if isinstance(node, Balance):
        for at, entry in enumerate(node.entries):
            yield (*path, "entries", at), entry, node.of
    else:
        yield path, node, node.subject if isinstance(node, Rule) else node.of


def _named(scheme: Scheme, falling: Iterator[_Falling]) -> Iterator[Doubt]:
    """A name that nobody goes by yet is entered as a person, or refused as no unit: one field cannot be both."""
    for path, entry, of in falling:
        persons = [one for one in kinds_in(of) if one not in set(UnitKind)]
        if entry.whose is not None and is_several(of) and persons:
            names = "、".join(wording.party(scheme, one) for one in persons)
            said = f"登记项里写的是哪一种分不清（{wording.party(scheme, of)}）"
            why = f"没有登记过的{names}按姓名新登记，单位要先有"
            yield wrong((*path, "whose"), f"{said}：{why}；写 whose 的，{names}另写一份")


def _by(visit: Visit, fact: Fact) -> Iterator[Doubt]:
    """Of several kinds that tell of themselves each does, or none."""
    if fact.by not in (None, fact.of) and meet(str(fact.by), fact.of):
        said = f"这里的对象是 {written(fact.of)}：由各单位自己登记、填报的，by 与 of 写得一样"
        yield wrong((*visit.path, "by"), f"{said}；都由别人登记的，写别人")


def _upon(scheme: Scheme, path: Path, deed: Deed, subject: str, shared: _Shared) -> Iterator[Doubt]:
    """Somebody else on whom a consequence falls is of one kind, and not one of those that are judged."""
    on = str(deed.on)
    name = wording.party(scheme, on)
    if is_several(subject) and meet(subject, on):
        way = f"落在本对象的不写 on，只对{name}的写 when: {{is_a: {on}}}"
        yield wrong(path, f"判断的对象里就有{name}，落在谁身上分不清：{way}")
        return
    kept: Balance | Roll | None = scheme.balances.get(deed.balance or "") or scheme.lists.get(
        deed.list_ or ""
    )
    own = [(kept.name, kept.of)] if kept is not None else []
    own += [(what, of) for what, do, of in shared if deed.amount is not None and do == deed.do]
    for what, of in own:
        if is_several(of) and on in kinds_in(of):
            said = f"“{what}”是几种对象合用的（{written(of)}），落在别人身上（on）的不能记入"
            yield wrong(path, f"{said}：{name}的另设一个")


def _shared(scheme: Scheme, visited: Visits) -> _Shared:
    """What amounts are added up for: caps, and totals of amounts, with the act and the kinds."""
    found = [(cap.name, str(cap.do), cap.of) for cap in scheme.caps.values()]
    totals = ((visit.node, visit.scope.kind) for visit in visited if isinstance(visit.node, v.Amounts))
    found += [(f"{ACT_NAMES[node.amounts]}合计", str(node.amounts), kind or "") for node, kind in totals]
    return tuple(dict.fromkeys(found))


def _judged(scheme: Scheme) -> dict[str, str]:
    """Of which kinds those are whom each entry judges that others may ask about."""
    found = {rule.id: rule.subject for rule in scheme.rules} | {one.id: one.subject for one in scheme.duties}
    found |= {one.id: one.of for one in scheme.all_targets}
    limits = (one for one in scheme.time_limits if one.record in scheme.facts)
    return found | {one.id: scheme.facts[one.record].of for one in limits}


def _asked(scheme: Scheme, visit: Visit, judged: dict[str, str]) -> Iterator[Doubt]:
    node, kind = visit.node, visit.scope.kind
    match node:
        case c.Triggered(triggered=key) | v.TierOf(tier=key) | c.Met(met=key) | c.Owed(owed=key) if (
            key in judged
        ):
            if is_several(kind) or is_several(judged[key]):
                yield from not_of(visit, f"“{key}”判断的是 {written(judged[key])}", judged[key], kind)
        case c.IsA() if kind is not None:
            yield from _never(visit, node, kind)
        case v.Ranking(kinds="together") | v.Entrants(kinds="together") | v.Take(kinds="together"):
            if isinstance(node, v.Take) and node.peers is None:
                yield wrong(
                    visit.path,
                    "kinds（几种对象合不合在一起）与 peers（同类）一起写；下属的几种写 members: [department, township]",
                )
            elif kind is not None and not is_several(kind):
                yield wrong(
                    visit.path, f"这里只有{wording.party(scheme, kind)}一种对象，不写 kinds: together"
                )


def _never(visit: Visit, node: c.IsA, kind: str) -> Iterator[Doubt]:
    """A question after the kind that has one answer for everybody who is judged."""
    if not meet(kind, node.is_a):
        yield wrong((*visit.path, "is_a"), f"这里判断的对象是 {written(kind)}，没有 {written(node.is_a)}")
    elif includes(node.is_a, kind) and "all" not in visit.path:
        yield wrong((*visit.path, "is_a"), f"这里判断的对象都是 {written(kind)}，不用问 is_a")
