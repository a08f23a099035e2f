"""Links between entries: parties, kinds of finding, groups, records of rules, steps."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from domain.library.hours import is_without_hour
from domain.library.kinds import kind_of
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.lint.naming import hint_on_names
from domain.library.lint.wanted import key_meant
from domain.library.models.campaign import Deliverable
from domain.library.models.casework import CloseOut, KindChange
from domain.library.models.checklist import Item
from domain.library.models.consequences import Deed
from domain.library.models.dates import EventDate, MonthDate, RelativeDate, Running
from domain.library.models.literals import NameValue, TextValue
from domain.library.models.rules import Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet
from domain.library.models.values import EventDay, Shifted
from domain.library.scopes import Path, Scope, Visit, Visits
from domain.several_kinds import readable, written

_KEY = re.compile(r"[a-z][a-z0-9_]*")
START_EVENTS = (
    "送达", "通知送达", "书面通报送达", "告知书送达", "决定", "决定送达", "发现", "查实", "受理", "申请", "上报",
    "初审办结", "复审办结", "公示", "公布", "颁布", "施行", "签约", "合同届满", "合同期满", "期末", "整改期满",
    "结果告知", "申请复核", "立账", "交办", "提交整改", "逾期", "事件发生", "起算",
)  # fmt: skip


def check_links(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Everything that one entry says about another one."""
    yield from _groups(scheme)
    for visit in visited:
        yield from _entries(scheme, visit)
        yield from _events(scheme, visit)


def _groups(scheme: Scheme) -> Iterator[Doubt]:
    known = [rule.id for rule in scheme.rules]
    taken: dict[str, str] = {}
    for key, group in scheme.groups.items():
        for rule in group.order:
            if rule not in known:
                yield unknown(("groups", key, "order"), "规则", rule, known)
            if rule in taken:
                yield wrong(("groups", key, "order"), f"规则“{rule}”已在择重组“{taken[rule]}”里")
            taken[rule] = key


def _entries(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    node, path = visit.node, visit.path
    match node:
        case Rule() if node.on is not None:
            yield from _record(scheme, (*path, "on"), node.on, node.subject)
        case TimeLimit():
            yield from _limit(scheme, path, node)
        case Item():
            yield from _in(path, "rectify_as", "整改类型", node.rectify_as, scheme.finding_kinds)
        case KindChange():
            for field, kind in (("from", node.from_), ("becomes", node.becomes)):
                yield from _in(path, field, "类型", kind, scheme.finding_kinds)
        case Deliverable():
            yield from _phases_of(scheme, path, node)
        case Deed() if node.list_:
            yield from _in(path, "list", "名单", node.list_, scheme.lists)
        case Sheet() | CloseOut():
            yield from _parts(scheme, path, node)


def _phases_of(scheme: Scheme, path: Path, node: Deliverable) -> Iterator[Doubt]:
    known = [phase.key for phase in scheme.phases]
    for field, key in (("phase", node.phase), ("inside", node.inside)):
        if key:
            yield from _in(path, field, "阶段", key, known)


def _parts(scheme: Scheme, path: Path, node: Sheet | CloseOut) -> Iterator[Doubt]:
    if isinstance(node, CloseOut):
        yield from _steps(path, node)
        return
    for at, item in enumerate(node.items):
        keys = [other.key for other in node.items if other is not item]
        for field, named in (("merge_into", (item.merge_into,)), ("spread_over", item.spread_over)):
            for key in filter(None, named):
                yield from _in((*path, "items", at), field, "评分项", key, keys)


def _steps(path: Path, node: CloseOut) -> Iterator[Doubt]:
    keys = [step.key for step in node.steps]
    for at, step in enumerate(node.steps):
        for other in step.separate_from:
            yield from _in((*path, "steps", at), "separate_from", "步骤", other, keys)


def _in(path: Path, field: str, what: str, key: str, known: Any) -> Iterator[Doubt]:
    if key not in known:
        yield unknown((*path, field), what, key, known)


def _record(scheme: Scheme, path: Path, key: str, kind: str | None) -> Iterator[Doubt]:
    records = {name: fact for name, fact in scheme.facts.items() if fact.kind == "record"}
    if key not in records:
        yield unknown(path, "逐条登记的数据（record）", key, records)
    elif not readable(records[key].of, kind):
        said = f"“{key}”登记的是 {written(records[key].of)}，这里的对象是 {written(str(kind))}"
        yield wrong(path, f"{said}{hint_on_names(records[key])}")


def _limit(scheme: Scheme, path: Path, limit: TimeLimit) -> Iterator[Doubt]:
    fact = scheme.facts.get(limit.record)
    if fact is None or fact.kind != "record":
        yield from _record(scheme, (*path, "record"), limit.record, None)
        return
    scope = Scope(record=limit.record, kind=fact.of)
    clock = limit.within is not None and getattr(limit.within, "unit", "") in {"hour", "minute"}
    kinds = {"time"} if clock else {"date", "time"}
    dates = [
        *([] if clock else ["row_date"]),
        *(key for key, field in fact.fields.items() if field.kind in kinds),
    ]
    wanted: list[tuple[Path, Any]] = [((*path, "starts"), limit.starts), ((*path, "ends"), limit.ends)]
    for at, one in enumerate(limit.includes):
        wanted += [((*path, "includes", at, name), getattr(one, name)) for name in ("starts", "ends")]
    for where, node in wanted:
        yield from _a_date(scheme, where, node, scope, dates)
        if (
            getattr(limit.within, "hour", None)
            and where[-1] == "ends"
            and is_without_hour(scheme, node, scope)
        ):
            yield wrong(where, "写了几点前（hour）的，ends 要有几时几分（kind: time）")
        if clock and not isinstance(node, NameValue) and is_without_hour(scheme, node, scope):
            yield wrong(where, "按小时、分钟计的，起止要有几时几分，这里算出来的会是日期")
    if limit.inside:
        yield from _in(path, "inside", "阶段", limit.inside, [phase.key for phase in scheme.phases])


def _a_date(scheme: Scheme, path: Path, node: Any, scope: Scope, dates: Sequence[str]) -> Iterator[Doubt]:
    """What a step starts or ends with has to be a date; of a term in hours a moment."""
    what = "日期登记项" if "row_date" in dates else "时刻登记项（按小时、分钟计的，起止要是 kind: time）"
    fields = scheme.facts[scope.record or ""].fields
    if isinstance(node, TextValue):
        yield unknown(path, what, node.text, dates)
    elif isinstance(node, NameValue) and (node.name in fields or node.name == "row_date"):
        if node.name not in dates and kind_of(scheme, node, scope) is not None:
            yield unknown(path, what, node.name, dates)
    elif node is not None and kind_of(scheme, node, scope) not in (None, "day"):
        yield wrong(path, "时限的起止要是日期：登记项的键，或者算出来的日期")


def _events(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    node = visit.node
    named: list[str | None] = []
    dated: list[str] = []
    match node:
        case Running():
            named = [node.from_, node.before]
        case RelativeDate():
            named = [side for side in (node.after, node.before) if isinstance(side, str)]
            dated = _dates_of(scheme, visit)
        case MonthDate():
            named = [node.origin] if isinstance(node.origin, str) else []
            dated = _dates_of(scheme, visit)
        case EventDate() | EventDay():
            named = [node.event]
            dated = _dates_of(scheme, visit) if isinstance(node, EventDate) else []
        case Shifted():
            named = [side.text for side in (node.after, node.before) if isinstance(side, TextValue)]
        case Deed() if isinstance(node.starts, str):
            named = [node.starts]
            dated = _dates_of(scheme, visit)
    for event in named:
        if event and event not in (*START_EVENTS, *scheme.start_events, *dated):
            yield _unknown_event(scheme, visit, event)


def _dates_of(scheme: Scheme, visit: Visit) -> list[str]:
    """Recorded dates that a date may start from: standing ones of the subject, and fields of the record."""
    kind, record = visit.scope.kind, scheme.facts.get(visit.scope.record or "")
    standing = [
        key
        for key, fact in scheme.facts.items()
        if fact.kind == "date" and fact.every is None and readable(fact.of, kind)
    ]
    fields = record.fields.items() if record is not None else ()
    period = ["period_start", "period_end"] if visit.scope.grain is not None else []
    return [*standing, *period, "row_date", *(key for key, field in fields if field.kind in {"date", "time"})]


def _unknown_event(scheme: Scheme, visit: Visit, event: str) -> Doubt:
    fact = scheme.facts.get(event)
    if isinstance(visit.node, Running) and fact is not None and fact.kind == "date":
        return wrong(visit.path, f"从登记的日期起算写 {{by: {{after: {event}, count: …, unit: …}}}}")
    if fact is not None:
        why = (
            f"是 {written(fact.of)} 的数据"
            if fact.kind == "date" and fact.every is None
            else "不是长期不变的日期"
        )
        return wrong(visit.path, f"“{event}”{why}，不能作这里的起算日")
    if _KEY.fullmatch(event) and not isinstance(visit.node, Running):
        return unknown(visit.path, "日期（登记项、日期数据）或起算事件", event, _dates_of(scheme, visit))
    if not isinstance(visit.node, Running) and (meant := key_meant(scheme, event, visit.scope)):
        return wrong(visit.path, meant)
    return doubtful(visit.path, f"起算事件“{event}”不是系统认得的，请改用常用词或写进 start_events")
