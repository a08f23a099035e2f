"""What a time limit says it runs from (`from`) beside the date that it is counted from (`starts`)."""

import re
from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models.facts import Fact
from domain.library.models.literals import NameValue
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read
from domain.library.scopes import Visits

_DAY = re.compile(r"(日期|时间|时刻|之日|日|时|起)$")


def check_begins_with(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """`from` tells the reader what `starts` counts from: it must not name another date of the record."""
    for visit in visited:
        limit = visit.node
        if not isinstance(limit, TimeLimit) or (fact := scheme.facts.get(limit.record)) is None:
            continue
        field = "within" if limit.within is not None else "at_least"
        told = getattr(limit.within or limit.at_least, "from_", None)
        other = _other(fact, limit, told) if told else None
        if told and other:
            yield doubtful(
                (*visit.path, field),
                f"从 starts 写的那天数起，from 只是说明：这里写的“{told}”是另一项“{fact.fields[other].name}”。"
                f"从它起算的写 starts: {other}；不是的，改对 from 或者不写",
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
