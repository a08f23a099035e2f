"""What is held against itself: a date against one counted from it, the last record that is the one in hand."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visit, Visits


def check_by_itself(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Comparisons, last records, steps that end before they begin, days of the week of today."""
    for visit in visited:
        match visit.node:
            case c.Compare() as compared:
                yield from _with_itself(visit, compared)
                yield from _more_than_all(visit, compared)
            case v.Take(take="latest" | "earliest") as take:
                yield from _the_one_in_hand(scheme, visit, take)
            case v.PartOfDate(of=NameValue(name="today")) if _on_a_record(scheme, visit):
                yield doubtful(
                    (*visit.path, "of"), "这里看的是今日，判定会天天变：看登记那天的写 row_date 或者登记项"
                )
            case TimeLimit() as limit:
                yield from _the_wrong_way_round(scheme, visit, limit)


def _with_itself(visit: Visit, compared: c.Compare) -> Iterator[Doubt]:
    """完成日 later than three days after 完成日."""
    for name, bound in compared.limits:
        moved = (bound.after or bound.before) if isinstance(bound, v.Shifted) else bound
        if isinstance(compared.value, NameValue) and moved == compared.value:
            yield wrong((*visit.path, name), f"“{compared.value.name}”在与自己比：两边要是不同的两项")


def _more_than_all(visit: Visit, compared: c.Compare) -> Iterator[Doubt]:
    """后 5% with 5 instead of 5%: five times as many as there are."""
    for name, bound in compared.limits:
        for part in below(bound) if isinstance(compared.value, v.Ranking) else ():
            if isinstance(part, v.Product) and any(isinstance(one, v.Entrants) for one in part.product):
                shares = [one for one in part.product if isinstance(one, NumberValue)]
                if any(one.number > 1 for one in shares):
                    yield doubtful((*visit.path, name), '比参加排名的总数还多，个个都算：百分之五写成 "5%"')


def _the_one_in_hand(scheme: Scheme, visit: Visit, take: v.Take) -> Iterator[Doubt]:
    """The last record up to the one in hand is that one itself."""
    record = scheme.facts.get(take.rows or "")
    if (
        record is None
        or take.rows != visit.scope.record
        or take.where is not None
        or take.members is not None
    ):
        return
    anchored = isinstance(take.within, w.RollingWindow) and take.within.anchor is not None
    known = take.within is None or (isinstance(take.within, w.WordWindow) and take.within.word != "earlier")
    if take.take == "latest" and (known or (isinstance(take.within, w.RollingWindow) and not anchored)):
        yield doubtful(visit.path, f"最近一条“{record.name}”就是本条：上一条写 within: earlier")


def _on_a_record(scheme: Scheme, visit: Visit) -> bool:
    """Whether it is a record that is judged, whose verdict stands."""
    return visit.path[0] == "rules" and scheme.rules[int(visit.path[1])].on is not None


def _the_wrong_way_round(scheme: Scheme, visit: Visit, limit: TimeLimit) -> Iterator[Doubt]:
    """A step whose end is always filled in, and its start perhaps never."""
    fields = scheme.facts[limit.record].fields if limit.record in scheme.facts else {}
    start, end = _typed(fields, limit.starts), _typed(fields, limit.ends)
    if start is not None and end is not None and start.optional and not end.optional:
        told = f"“{start.name}”可以不填，“{end.name}”总要填"
        yield doubtful((*visit.path, "starts"), f"{told}：starts（起）和 ends（止）是不是写反了？")


def _typed(fields: Any, node: Any) -> Any:
    found = fields.get(node.name) if isinstance(node, NameValue) else None
    return found if found is not None and found.value is None else None
