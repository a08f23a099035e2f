"""What stands on a day: lists, sheets and balances are asked of the right subject, on the day that is meant."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.lint.of_kinds import not_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visit, Visits
from domain.several_kinds import meet, readable, written

_ROWS = (v.Count, c.Happened, v.Take, v.LongestGap)


def check_standing(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Lists and sheets of the subject in hand; how things stood when a record was made; windows with a length."""
    wheres = [(*one.path, "where") for one in visited if isinstance(one.node, _ROWS)]
    dated = [(*one.path, "of") for one in visited if isinstance(one.node, v.AsOf)]
    for visit in visited:
        yield from _running(scheme, visit, visit.node)
        where = max((path for path in wheres if _under(visit.path, path)), key=len, default=())
        if where and not any(_under(visit.path, path) and len(path) > len(where) for path in dated):
            yield from _then(scheme, visit)
        if where and _in_field(scheme, where) and getattr(visit.node, "name", "") == "judged_on":
            yield _not_its_own(visit)
        if isinstance(visit.node, w.LastPeriods):
            yield from _without_length(visit, visit.node)


def _in_field(scheme: Scheme, path: Path) -> bool:
    """Whether a filter stands in what a field is computed from."""
    return path[0] == "facts" and "value" in path


def _not_its_own(visit: Visit) -> Doubt:
    """A computed field is asked at any moment: the day of its own record is not that of judging."""
    return doubtful(
        visit.path,
        "这里的 judged_on 是判断那一刻的日期（按月判断的是月末），不是本条的登记日期，以后再判断会变："
        "与本条登记日期比的，写在 where 外面，例如 {value: {take: latest, of: due, rows: …, within: earlier}, "
        "at_least: row_date}，或用时段 within",
    )


def _under(path: Path, above: Path) -> bool:
    return path[: len(above)] == above


def _then(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """A balance or a list in a filter of records is that of the moment of judging, and not of the record's day."""
    match visit.node:
        case NameValue(name=key) if key in scheme.balances:
            name, form = scheme.balances[key].name, f"of: {key}"
        case c.OnList(on_list=key) if key in scheme.lists:
            name, form = (
                scheme.lists[key].name,
                f"of: {{if: {{on_list: {key}}}, then: true, otherwise: false}}",
            )
        case _:
            return
    yield wrong(
        visit.path,
        f"where 里的“{name}”是判断那一刻的，不是被数的那条登记那天的：要看那天的写 {{as_of: row_date, {form}}}，"
        "要看判断那一刻的写在 where 外面，或写 as_of: judged_on",
    )


def _without_length(visit: Visit, window: w.LastPeriods) -> Iterator[Doubt]:
    """The last so many periods, where the reader has none."""
    rows = visit.path[-1] in {"within", "during"}
    if rows and window.every is None and visit.scope.grain in (None, "occasion"):
        yield wrong(
            visit.path,
            f"这里不是按期判断的，没有“期”：写明多长一期，{{periods: {window.periods}, every: month}}，"
            f"按各自的周期写 {{periods: {window.periods}, every: {{anniversary: 日期数据的键}}}}",
        )


def _running(scheme: Scheme, visit: Visit, node: Any) -> Iterator[Doubt]:
    """References to lists and scoring sheets, which are those of the subject in hand."""
    match node:
        case c.OnList(on_list=key) | v.ListedSince(key=key):
            yield from _own(visit, "名单", key, {one: roll.of for one, roll in scheme.lists.items()})
        case v.Score(score=key) | v.ScoreGrade(grade=key):
            yield from _own(visit, "评分表", key, {one: sheet.of for one, sheet in scheme.scoring.items()})
            sheet = scheme.scoring.get(key)
            if isinstance(node, v.Score) and node.item is not None and sheet is not None:
                yield from _known(visit, "评分项", node.item, [one.key for one in sheet.items])


def _own(visit: Visit, what: str, key: str, of: Mapping[str, str]) -> Iterator[Doubt]:
    """A list or a sheet that there is, of the kind of subject that is judged."""
    yield from _known(visit, what, key, list(of))
    kind = visit.scope.kind
    if key not in of or readable(of[key], kind):
        return
    if meet(of[key], str(kind)):
        yield from not_of(visit, f"“{key}”是 {written(of[key])} 的{what}", of[key], kind)
        return
    said = f"“{key}”是 {written(of[key])} 的{what}，这里判断的对象是 {written(str(kind))}"
    yield wrong(
        visit.path,
        f"{said}：看所属那一级的写 {{upper: {written(of[key])}, of: …}}，"
        "是否在名单上先化成值 {if: {on_list: …}, then: true, otherwise: false}",
    )


def _known(visit: Visit, what: str, key: str, known: list[str]) -> Iterator[Doubt]:
    if key not in known:
        yield unknown(visit.path, what, key, known)
