"""Deliverables: somebody owes them; those that are asked about have turns with a day, owed by who is judged."""

import re
from collections.abc import Iterator

from domain.library.grains import finer
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.lint.of_kinds import not_of
from domain.library.models.campaign import Deliverable
from domain.library.models.conditions import Met
from domain.library.models.dates import EventDate, MonthDate, RelativeDate
from domain.library.models.filing import Filing, asked_of, filing_keys
from domain.library.models.looked_up import DaysLate
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visit, Visits
from domain.library.wording import BUILT_IN_PARTIES, party, stretch
from domain.several_kinds import includes, joined, meet
from domain.units import BODIES, UNIT_KIND_NAMES

_CLOCK = ("hour", "minute")
_OFFICE = re.compile("局|部门|政府|委|办|厅|处|中心|市|县|区")


def check_filings(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every question about a deliverable, and those that come back to nobody in the system."""
    owed = {one.id: one for one in scheme.deliverables}
    limits = {one.id: one for one in scheme.time_limits}
    for at, one in enumerate(scheme.deliverables):
        yield from _nobody(scheme, ("deliverables", at, "who"), one)
    for visit in visited:
        key = asked_of(visit.node)
        if key in owed:
            yield from _asked(scheme, visit, owed[key])
        elif isinstance(visit.node, DaysLate) and key in limits:
            yield from _over_term(visit, limits[key])
        elif key and not isinstance(visit.node, Met):
            yield unknown(
                visit.path, "报送（或时限）" if isinstance(visit.node, DaysLate) else "报送", key, owed
            )


def _over_term(visit: Visit, limit: TimeLimit) -> Iterator[Doubt]:
    """By how many days a step is late is asked of the record that it is about, where the term is one of days."""
    if visit.scope.record != limit.record:
        own = f"{{take: total, of: 算出来的登记项, rows: {limit.record}}}"
        where = "在逐条判断它的规则里、它的 where 和登记项里问"
        yield wrong(visit.path, f"“{limit.id}”逾期几天是每条“{limit.record}”各自的：{where}，合计写 {own}")
    elif limit.at_least is not None or getattr(limit.within, "unit", "") in _CLOCK or _by_hour(limit):
        yield wrong(visit.path, f"“{limit.id}”不是按天的期限，逾期多久写 elapsed")
    elif limit.includes or limit.inside is not None:
        yield wrong(
            visit.path, f"“{limit.id}”还要看 includes、inside，问逾期几天的另写一条只有 within 的时限"
        )


def _by_hour(limit: TimeLimit) -> bool:
    return getattr(limit.within, "hour", None) is not None


def _nobody(scheme: Scheme, path: Path, one: Deliverable) -> Iterator[Doubt]:
    """What persons and firms owe by the calendar: to-dos go to units. Offices above the district have their own."""
    others = [key for key in one.who if key not in BUILT_IN_PARTIES]
    hangs_on_them = isinstance(one.due, RelativeDate | EventDate | MonthDate)
    if (
        hangs_on_them
        or len(others) < len(one.who)
        or any(_OFFICE.search(party(scheme, key)) for key in others)
    ):
        return
    names = "、".join(party(scheme, key) for key in others)
    said = f"{names}不是系统里的单位，没有人会收到这项报送的待办"
    bodies = "、".join(f"{kind} {UNIT_KIND_NAMES[kind]}" for kind in BODIES)
    yield doubtful(
        path,
        f"{said}：它们自己报的，用 {bodies} 里的一种（在 parties 里可以另起名字），"
        f"由别的单位代报的，who 写 {'、'.join(sorted(set(BUILT_IN_PARTIES) - set(BODIES)))} 之一",
    )


def _asked(scheme: Scheme, visit: Visit, one: Deliverable) -> Iterator[Doubt]:
    keys, kind, path = filing_keys(one), visit.scope.kind, visit.path
    if kind is not None and not includes(joined(keys), kind):
        who = "、".join(party(scheme, key) for key in keys)
        lead = "（共同报送的只问牵头的）" if one.jointly else ""
        said = f"“{one.id}”由{who}报送{lead}"
        if meet(joined(keys), kind):
            yield from not_of(visit, said, joined(keys), kind)
        else:
            yield wrong(path, f"{said}，这里判断的对象是{party(scheme, kind)}")
    if any(key in scheme.facts and not isinstance(scheme.facts[key], Filing) for key in keys.values()):
        yield wrong(path, f"报送“{one.id}”与数据“{one.id}”同名，请改一个")
    yield from _without_day(path, one)
    yield from _period(visit, one)


def _without_day(path: Path, one: Deliverable) -> Iterator[Doubt]:
    """What has no day that can be told is never late."""
    repeats = one.repeats
    if repeats is not None and repeats.step is not None:
        yield wrong(
            path, f"“{one.id}”写了 step，问不了哪一期：在 periods 里声明双月、双周这样的统计期，写 every"
        )
    elif repeats is not None and (repeats.every == "occasion" or repeats.words is not None):
        yield wrong(path, f"“{one.id}”没有期限可算（按次、由人确定日期），不能问是否按时报送，请用 judgement")


def _period(visit: Visit, one: Deliverable) -> Iterator[Doubt]:
    """What comes back is asked for a period; a case names its own."""
    every, grain = one.repeats.every if one.repeats is not None else None, visit.scope.grain
    if every in (None, "occasion") or visit.path[0] == "cases":
        return
    form = next(iter(type(visit.node).model_fields))
    gather = f"{{count_periods: {{{form}: {one.id}}}, over: …}}"
    gather = f"{{take: total, of: {{days_late: {one.id}}}, over: …}}" if form == "days_late" else gather
    own = f"“{one.id}”每{stretch(str(every))}报送一次"
    if grain is None:
        yield wrong(visit.path, f"{own}，要知道问的是哪一期：规则写 every，或写 {gather} 汇总")
    elif finer(every, grain):
        yield wrong(visit.path, f"{own}，这里按{stretch(grain)}判断，要写 {gather} 汇总")
