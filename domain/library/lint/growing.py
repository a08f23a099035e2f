"""Points that grow with each day that goes by: reckoned to today, they change what stood on every day before."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.accounts import rule_at
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import values as v
from domain.library.models.accounts import BalanceEntry
from domain.library.models.consequences import Deed
from domain.library.models.facts import Fact
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read
from domain.library.scopes import Path, Visits


def check_growing(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What moves a balance once, on the day of a record or of a report, is a figure that no longer changes."""
    for visit in visited:
        path, node = (*visit.path, "points"), visit.node
        if isinstance(node, BalanceEntry):
            yield from _growing(scheme, path, node.on, node.points)
        elif isinstance(node, Deed) and node.balance in scheme.balances:
            rule = rule_at(scheme, visit.path)
            yield from _growing(scheme, path, rule.on if rule is not None else None, node.points)


def _growing(scheme: Scheme, path: Path, on: str | None, points: Any) -> Iterator[Doubt]:
    late = next((part.days_late for part in below(points) if isinstance(part, v.DaysLate)), "")
    report = next((one for one in scheme.deliverables if one.id == late), None)
    if report is not None:
        yield doubtful(
            path,
            f"“{report.title}”逾期天数没有报来时一天天变大，从前的分也跟着变：每逾期一日扣几分的，写成信用分的一笔，"
            f"every 写报送的期，加 daily: {{days_late: {late}}}（到期的次日起，每日一笔），每满5日的再加 each: 5，"
            "points 写一次几分",
        )
        return
    record = scheme.facts.get(on or "")
    name = "" if record is None or late else _to_today(record, points, frozenset())
    if record is not None and name is not None:
        told = f"“{record.fields[name].name}”算到今日" if name else "几分算到今日"
        yield doubtful(
            path,
            f"{told}，却记在登记那天，一天天变大，从前的分也跟着变：一天扣几分的，信用分这一笔加"
            " daily: {from: 期满之日, to: 办结日}（from 的次日起，每日一笔，"
            "每满5日一笔的再加 each: 5），points 写一天几分",
        )


def _to_today(record: Fact, node: Any, passed: frozenset[str]) -> str | None:
    """The field by which a figure is reckoned to today; empty where it says so itself, None where it is not."""
    names = {name_read(part) for part in below(node)} - {""}
    if "today" in names:
        return ""
    for name in sorted(names & record.fields.keys() - passed):
        if _to_today(record, record.fields[name].value, passed | {name}) is not None:
            return name
    return None
