"""What a time limit says it runs from (`from`) beside the date that it is counted from (`starts`)."""

import re
from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models.facts import Fact
from domain.library.models.literals import NameValue
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read
from domain.library.scopes import Path, Visits

_WORD = 2  # 起, 日 alone say nothing
_COUNTED = r"(之日|当日|次日|当天)?(起|后|以后|之后)的?[，,]?[\d一二三四五六七八九十两]"
_DAY = re.compile(r"(日期|时间|时刻|之日|日|时|起)$")


def check_begins_with(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """`from` tells the reader what `starts` counts from: it must not name another date of the record."""
    for visit in visited:
        limit = visit.node
        if not isinstance(limit, TimeLimit) or (fact := scheme.facts.get(limit.record)) is None:
            continue
        yield from _titled(visit.path, fact, limit)
        field = "within" if limit.within is not None else "at_least"
        told = getattr(limit.within or limit.at_least, "from_", None)
        other = _other(fact, limit, told) if told else None
        if told and other:
            yield doubtful(
                (*visit.path, field),
                f"从 starts 写的那天数起，from 只是说明：这里写的“{told}”是另一项“{fact.fields[other].name}”。"
                f"从它起算的写 starts: {other}；不是的，改对 from 或者不写",
            )


def _titled(path: Path, fact: Fact, limit: TimeLimit) -> Iterator[Doubt]:
    """受理后60日内 that is counted from the day of the record, where the record says when it was accepted."""
    if not isinstance(limit.starts, NameValue):
        return
    dates = {key: field for key, field in fact.fields.items() if field.kind in ("date", "time")}
    own = dates.get(limit.starts.name)
    called = own.name if own is not None else fact.name
    for key, field in dates.items():
        event = _DAY.sub("", field.name)
        if len(event) < _WORD or event in called or _DAY.sub("", called) in event:
            continue
        if key != limit.starts.name and re.search(rf"{re.escape(event)}{_COUNTED}", limit.title):
            counted = "登记日期" if own is None else own.name
            yield doubtful(
                (*path, "starts"),
                f"标题说从“{event}”起算，这里从“{counted}”数起：是不是应写 starts: {key}（{field.name}）？",
            )


def _other(fact: Fact, limit: TimeLimit, told: str) -> str | None:
    """Another date of the record that has this name, or this key; None where the start has it too."""
    dates = {key: field.name for key, field in fact.fields.items() if field.kind in ("date", "time")}
    used = {name for part in below(limit.starts) if (name := name_read(part))}
    if any(_called(told, key, name) for key, name in dates.items() if key in used):
        return None
    if not isinstance(limit.starts, NameValue) and used & dates.keys():
        return None
    found = [key for key, name in dates.items() if key not in used and _called(told, key, name)]
    return found[0] if len(found) == 1 else None


def _called(told: str, key: str, name: str) -> bool:
    return told == key or _DAY.sub("", told) == _DAY.sub("", name)
