"""Clauses, dates and years: nothing without its source, no year left at 20XX."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.marked import MarkedDict
from domain.library.merging import walk
from domain.library.models.conditions import Triggered
from domain.library.models.consequences import Deed
from domain.library.models.dates import CalendarDate
from domain.library.models.gathered import TriggeredTimes
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visit, Visits

_PLANNED = {"phases", "deliverables", "tasks", "targets", "kind_changes", "finding_kinds", "escalation"}
_WITH_AMOUNT = {"deduct", "compensate", "reward", "deposit"}


def check_citing(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Years that nobody has fixed, settings and amounts that are incomplete, cases that are missing."""
    for visit in visited:
        node = visit.node
        if isinstance(node, CalendarDate) and visit.path[0] in _PLANNED:
            yield from _year_of_plan(scheme, visit, node)
        elif isinstance(node, CalendarDate) and node.year == "this" and "season" not in visit.path:
            yield from _year_of_rule(scheme, visit)
        if isinstance(node, Deed) and node.do in _WITH_AMOUNT and node.amount is None:
            yield doubtful(
                visit.path, f"{node.do} 没有写数额（amount）；原文没有数额时请写 amount: {{words: …}}"
            )
    for key, setting in scheme.settings.items():
        if setting.default not in setting.options:
            yield wrong(("settings", key, "default"), f"默认值“{setting.default}”不在选项里")
    if not scheme.cases:
        yield doubtful(("scheme",), "没有案例：请至少写一个，并写清每条界线的两边")
    yield from _untested(scheme)
    yield from _idle(scheme, visited)


def _year_of_plan(scheme: Scheme, visit: Visit, node: CalendarDate) -> Iterator[Doubt]:
    """What is planned has a year of its own; rules, steps and windows may mean that of what is judged."""
    every_year = "season" in visit.path
    if visit.path[0] == "finding_kinds" and visit.path[-1] == "by" and node.year in {"this", "next", "same"}:
        return  # the next such day after the order
    if node.year == "same":
        yield wrong(
            visit.path, "year: same 是被判断的那一年，只用于规则、职责、时限和时段；这里写 this、next 或年份"
        )
    elif isinstance(node.year, str) and not (every_year or scheme.scheme.year):
        yield wrong(visit.path, f"日期没有年份：{_year_wanted(visit)}")


def _year_wanted(visit: Visit) -> str:
    """What to write instead; reports of each period in force for several years have neither a first nor a last."""
    said = "请在 scheme 里写 year，或写 year: {open: …} 由办公室填写"
    if visit.path[0] == "deliverables" and visit.path[-1] in {"first", "last"}:
        return f"施行几年、每年都报的不写 first、last；只管一年的，{said}"
    return said


def _year_of_rule(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """A date of one year in a document that is in force for several."""
    year, until = scheme.scheme.year, scheme.documents[scheme.main_document].until
    if isinstance(year, int) and until is not None and until.year > year:
        said = f"这是{year}年的那一天，文件施行到{until.year}年：指被判断的那一年写 year: same，每年一段时间的写 season"
        yield doubtful(visit.path, f"{said}；方案不写 year 的，规则里的日期都是被判断的那一年")


def _untested(scheme: Scheme) -> Iterator[Doubt]:
    tested = {verdict.id for case in scheme.cases for verdict in case.expect.verdicts}
    if not scheme.cases:
        return
    for at, rule in enumerate(scheme.rules):
        if rule.id not in tested and rule.same_as is None:
            yield doubtful(("rules", at), f"规则“{rule.id}”没有案例")


def _idle(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Rules from which nothing follows and on which no other rule stands."""
    asked = {visit.node.triggered for visit in visited if isinstance(visit.node, Triggered)}
    counted = (visit.node for visit in visited if isinstance(visit.node, TriggeredTimes))
    asked |= {key for node in counted for key in node.triggered_times}
    for at, rule in enumerate(scheme.rules):
        follows = rule.then or rule.otherwise or any(tier.then for tier in rule.tiers)
        if not follows and rule.id not in asked and rule.same_as is None:
            yield doubtful(("rules", at), f"规则“{rule.id}”没有后果：触发了也什么都不发生")


def check_texts(tree: MarkedDict) -> Iterator[Doubt]:
    """20XX left in any text: only the documents may keep what the source itself leaves out, with a warning."""
    for path, node in walk(tree):
        if path and path[0] == "cases":
            continue
        if isinstance(node, str) and "20XX" in node.upper() and "note" not in path:
            yield doubtful(path, f"年份未定：“{node[:40]}”，使用前请核对原文补全")
