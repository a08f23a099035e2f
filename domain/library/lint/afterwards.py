"""What was not over yet on its day: a blank that is filled in later changes what was counted before."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.references import record_of
from domain.library.models import conditions as c
from domain.library.models.facts import FieldOfRecord
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.parts import children
from domain.library.scopes import Visit, Visits

_ENDS = (
    "卸任",
    "离任",
    "离职",
    "退出",
    "终止",
    "结束",
    "期满",
    "届满",
    "到期",
    "复工",
    "复业",
    "恢复",
    "解除",
    "归还",
)


def check_afterwards(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Records counted as long as their end is blank, by an entry that looks at a day that goes by."""
    for visit in visited:
        where = getattr(visit.node, "where", None)
        if where is None or not _of_a_day(visit):
            continue
        fact = scheme.facts.get(record_of(visit.node)[0] or "")
        for name in _blanks(where) if fact is not None else ():
            field = fact.fields.get(name) if fact is not None else None
            if field is not None and _is_end(field) and not _compared(where, name):
                yield doubtful((*visit.path, "where"), _told(field, name))


def _of_a_day(visit: Visit) -> bool:
    return visit.scope.record is not None or visit.scope.grain is not None


def _is_end(field: FieldOfRecord) -> bool:
    return field.kind in {"date", "time"} and field.optional and any(word in field.name for word in _ENDS)


def _told(field: FieldOfRecord, name: str) -> str:
    return (
        f"“{field.name}”以后填了，从前的判定也跟着变，当时还没有{field.name.removesuffix('日').removesuffix('时刻')}"
        f"的就不算了：看当时的写 {{any: [{{not: {{reported: {name}}}}}, {{value: {name}, above: judged_on}}]}}"
    )


def _blanks(node: Any) -> Iterator[str]:
    """The fields that are asked to be blank."""
    match node:
        case c.Not(not_=c.Reported(reported=NameValue(name=name))):
            yield name
    for part in children(node):
        yield from _blanks(part)


def _compared(node: Any, name: str) -> bool:
    """Whether the day is looked at as well."""
    match node:
        case c.Compare(value=NameValue(name=found)) if found == name:
            return True
    return any(_compared(part, name) for part in children(node))
