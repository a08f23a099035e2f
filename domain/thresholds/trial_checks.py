"""How each kind of expectation of a case is compared."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from domain.library.condition_words import ConditionWords
from domain.library.models import cases as k
from domain.library.models.base import exact, is_day, is_number, read_day
from domain.library.schedule import resolve_phases
from domain.library.scopes import Scope
from domain.thresholds import spans
from domain.thresholds.data import Datum, Known, Missing, show, show_number
from domain.thresholds.evidence import tell_value
from domain.thresholds.trial_dues import check_due
from domain.thresholds.trial_ground import Finding, Ground
from domain.thresholds.trial_handling import HANDLING
from domain.thresholds.trial_verdicts import check_verdict
from domain.thresholds.truth import YES

_ENDS = {"start": "开始", "end": "结束"}


def _value(ground: Ground, one: k.ExpectedValue) -> Iterator[Finding]:
    subject = ground.subject(one.subject)
    place = ground.place(subject, one.period, one.date, one.unit)
    known = ground.book.subjects.get(subject)
    found = ground.engine.value_at(one.value, known.kind if known else None, place)
    passed = _same(found, one.equals)
    told = tell_value(found) if isinstance(found, Datum) else f"{found.name}{found.why}"
    scope = Scope(kind=known.kind if known else None, grain=place.grain)
    entry = ConditionWords(ground.engine.scheme).value(one.value, scope)
    told = told.removeprefix(f"{entry} ")
    yield Finding(passed, entry, "", told if passed else f"应为 {one.equals}，实为 {told}")


def _same(found: Known, wanted: Any) -> bool:
    if isinstance(found, Missing) or wanted is None:
        return isinstance(found, Missing) and wanted is None
    if isinstance(wanted, bool):
        return found.kind == "flag" and found.flag is wanted
    if found.kind == "number":
        return is_number(wanted) and found.high is None and found.exact == exact(wanted)
    if found.kind == "day":
        return is_day(wanted) and found.day == read_day(wanted)
    return show(found) == str(wanted)


def _phase(ground: Ground, one: k.ExpectedPhase) -> Iterator[Finding]:
    case = ground.case
    phases = resolve_phases(
        ground.library, ground.engine.almanac.year, settings=case.settings, events=case.events,
        calendar=ground.engine.almanac.calendar,
    )  # fmt: skip
    phase = next((phase for phase in phases if phase.key == one.phase), None)
    if phase is None:
        yield Finding(False, one.phase, "", "没有这个阶段")
        return
    wanted = {name: getattr(one, name) for name in ("start", "end") if name in one.model_fields_set}
    passed = all(getattr(phase, name) == day for name, day in wanted.items())
    if one.rest_day is not None:
        passed = passed and phase.end_on_rest_day is one.rest_day
    rest = "（休息日）" if phase.end_on_rest_day else ""
    text = f"{phase.name}：{phase.start or phase.start_text or '—'} 至 {phase.end or phase.end_text or '—'}{rest}"
    said = "、".join(f"{_ENDS[name]} {day or '没有'}" for name, day in wanted.items())
    said += "" if one.rest_day is None else f"，{'是' if one.rest_day else '不是'}休息日"
    yield Finding(passed, one.phase, phase.clause, text if passed else f"应为{said}；实为 {text}")


def _list(ground: Ground, one: k.ExpectedList) -> Iterator[Finding]:
    roll = ground.engine.scheme.lists[one.list_]
    stay = ground.engine.standing(one.list_, ground.book, ground.subject(one.subject, roll.of), one.date)
    found = stay if stay is not None and stay.truth is YES else None
    passed = one.on == ("open" if found is None and stay is not None else found is not None)
    for wanted, day in ((one.since, found and found.first), (one.until, found and found.last)):
        passed = passed and (wanted is None or day == wanted)
    span = f"（{found.first}{'起' if found.last == date.max else f'至{found.last}'}）" if found else ""
    text = f"{one.date} {'在' if found else '不在'}{roll.name}{span}"
    if found is None and stay is not None:
        text = f"{one.date} 是否在{roll.name}未定（{stay.why}）"
    yield Finding(passed, one.list_, roll.clause, text if passed else f"与预期不符：{text}")


def _score(ground: Ground, one: k.ExpectedScore) -> Iterator[Finding]:
    span = spans.parse(one.period, ground.engine.scheme.grains)
    subject = ground.subject(one.subject, ground.engine.scheme.scoring[one.sheet].of)
    found = ground.engine.score(one.sheet, ground.book, subject, span.grain, span.index)
    wrong: list[str] = []
    points = {item.key: item.points for item in found.items}
    for key, wanted in one.items.items():
        if points.get(key) != wanted:
            wrong.append(f"{key}应为{show_number(wanted)}，实为{_points(points.get(key))}")
    if one.total is not None and found.total != one.total:
        wrong.append(f"总分应为{show_number(one.total)}，实为{_points(found.total)}")
    vetoed = f"（一票否决：{found.vetoed_by}）" if found.vetoed_by else ""
    if one.grade is not None and found.grade != one.grade:
        wrong.append(f"等次应为{one.grade}，实为{found.grade or found.in_doubt or '—'}{vetoed}")
    if one.pending != (found.total is None):
        wrong.append(
            "待评：" + "；".join(found.pending) if found.total is None else "应有待评项目，实已全部得分"
        )
    told = {item.key: f"（{item.told}）" if item.told else "" for item in found.items}
    lines = "；".join(f"{item.key} {_points(item.points)}{told[item.key]}" for item in found.items)
    text = f"总分 {_points(found.total)} {found.grade or found.in_doubt}{vetoed}：{lines}"
    clause = ground.engine.scheme.scoring[one.sheet].clause
    yield Finding(not wrong, one.sheet, clause, "；".join(wrong) or text)


def _points(points: Fraction | None) -> str:
    return "待评" if points is None else show_number(points)


def _items(ground: Ground, one: k.ExpectedItems) -> Iterator[Finding]:
    count = len(ground.library.items_for(one.kind))
    text = f"适用检查要点{count}项"
    yield Finding(
        count == one.count, one.kind, "", text if count == one.count else f"应为{one.count}项，实为{text}"
    )


CHECKS: dict[str, Callable[[Ground, Any], Iterable[Finding]]] = {
    "verdicts": check_verdict,
    "values": _value,
    "phases": _phase,
    "dues": check_due,
    "lists": _list,
    "scores": _score,
    **HANDLING,
    "items": _items,
}
