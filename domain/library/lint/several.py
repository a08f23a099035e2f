"""Entries on several kinds of subjects: of which kinds they may be, and what is asked beside them."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.lint.doubts import Doubt, wrong
from domain.library.lint.of_kinds import not_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import Balance
from domain.library.models.acts import ACT_NAMES
from domain.library.models.campaign import Target
from domain.library.models.caps import Cap
from domain.library.models.consequences import Deed
from domain.library.models.exemptions import Exemption
from domain.library.models.facts import Fact, Measure
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty, Rule
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet
from domain.library.scopes import Path, Visit, Visits
from domain.several_kinds import includes, is_several, kinds_in, meet, written
from domain.units import UnitKind

_ENTRIES = (Fact, Measure, Target, Balance, Roll, Sheet, Cap, Exemption)
_ACTING = frozenset({"rules", "duties", "time_limits"})
_Shared = tuple[tuple[str, str, str], ...]
_TOGETHER = frozenset(UnitKind) - {UnitKind.PROVIDER}


def check_several(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Which kinds go together, and every question that only one of them could answer."""
    judged, shared = _judged(scheme), _shared(scheme, visited)
    for visit in visited:
        node = visit.node
        if isinstance(node, _ENTRIES):
            yield from _kinds(scheme, (*visit.path, "of"), node.of)
            if isinstance(node, Fact):
                yield from _by(visit, node)
        elif isinstance(node, Rule | Duty):
            yield from _kinds(scheme, (*visit.path, "subject"), node.subject)
        elif isinstance(node, Deed) and node.on is not None and visit.path[0] in _ACTING:
            entry = getattr(scheme, str(visit.path[0]))[int(visit.path[1])]
            yield from _upon(scheme, (*visit.path, "on"), node, judged.get(entry.id, ""), shared)
        else:
            yield from _asked(scheme, visit, judged)


def _kinds(scheme: Scheme, path: Path, kind: str) -> Iterator[Doubt]:
    """Providers have a book of their own, and persons a register of each kind."""
    for one in kinds_in(kind) if is_several(kind) else ():
        if one == UnitKind.PROVIDER:
            yield wrong(
                path, "服务单位（provider）的数据另有登记的地方，不能与别的单位合写：服务单位的另写一份"
            )
        elif one not in _TOGETHER:
            name, units = wording.party(scheme, one), "、".join(sorted(_TOGETHER))
            yield wrong(path, f"{name}（{one}）不是系统里的单位，合写的几种对象只能是 {units} 中的几种")


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
