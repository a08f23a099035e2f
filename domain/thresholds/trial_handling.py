"""How cases say that a problem is handled: levels of supervision, close-out steps, lights, changes of kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from domain.errors import Invalid
from domain.library.models import cases as k
from domain.library.models.handled import HANDLED
from domain.library.models.ledger import COUNTED
from domain.library.models.scheme import Scheme
from domain.library.scopes import ESCALATION_NAMES
from domain.thresholds.case_fields import read_field
from domain.thresholds.casework import Known, kind_on, level_for, light_for, step_test
from domain.thresholds.trial_ground import Finding, Ground
from domain.thresholds.truth import NO, YES


def _level(ground: Ground, one: k.ExpectedLevel) -> Iterator[Finding]:
    scheme, figures = ground.engine.scheme, {k: v for k, v in one.given.items() if k in ESCALATION_NAMES}
    given = _left_and_overdue({name: int(value) for name, value in figures.items()})
    others = {name: value for name, value in one.given.items() if name not in ESCALATION_NAMES}
    found = level_for(scheme, ground.engine.almanac, given, _known(scheme, others))
    key = found.key if found else None
    passed = key == one.level and (
        one.document is None or (found is not None and found.document == one.document)
    )
    text = f"{found.name}（{found.document}）" if found else "不升级"
    clause = scheme.escalation.clause if scheme.escalation else ""
    yield Finding(passed, key or "escalation", clause, text if passed else f"应为 {one.level}，实为 {text}")


_FAR_OFF = 9999  # days: of a problem of which a case only says that it was returned, say


def _left_and_overdue(given: dict[str, int]) -> dict[str, int]:
    """Days left and days overdue are the same day counted from two sides; unsaid, the day is far off."""
    overdue = given.get("days_overdue", max(0, -given.get("days_left", 0)))
    left = given.get("days_left", -overdue if overdue else _FAR_OFF)
    return {**given, "days_overdue": overdue, "days_left": left}


def _light(ground: Ground, one: k.ExpectedLight) -> Iterator[Finding]:
    found = light_for(ground.engine.scheme, one.days_left)
    text = f"剩{one.days_left}日：{found.name}（{found.light}）" if found else "没有灯色"
    passed = found is not None and found.light == one.light
    yield Finding(passed, "traffic_lights", "", text if passed else f"应为 {one.light}，实为 {text}")


def _kind(ground: Ground, one: k.ExpectedKind) -> Iterator[Finding]:
    found = kind_on(ground.engine.scheme, ground.engine.almanac, one.kind, one.date)
    names = ground.engine.scheme.finding_kinds
    text = f"{one.date}为{names[found].name if found in names else found}"
    yield Finding(found == one.becomes, one.kind, "", text)


def _known(scheme: Scheme, given: Mapping[str, Any]) -> Known | None:
    """What a case says of the problem in hand; figures that it does not say are none."""
    handled = scheme.facts.get(HANDLED)
    if strange := [name for name in given if handled is None or name not in handled.fields]:
        words = "、".join(handled.fields) if handled is not None else "督办的天数、次数"
        raise Invalid({"given": f"given 里的“{strange[0]}”问不到，可写 {words}"})
    if handled is None:
        return None
    fields = {name: read_field(one, given.get(name), "given") for name, one in handled.fields.items()}
    return {name: COUNTED.get(name) if told is None else told for name, told in fields.items()}


def _steps(ground: Ground, one: k.ExpectedSteps) -> Iterator[Finding]:
    scheme, almanac = ground.engine.scheme, ground.engine.almanac
    written = scheme.close_out.steps if scheme.close_out else ()
    known = _known(scheme, one.given) or {}
    tests = {step.key: step_test(scheme, almanac, step) for step in written}
    truths = {key: YES if test is None else test(known).truth for key, test in tests.items()}
    steps = tuple(key for key, truth in truths.items() if truth is YES)
    unclear = tuple(key for key, truth in truths.items() if truth not in (YES, NO))
    names = {step.key: step.name for step in written}
    text = " → ".join(names[key] for key in steps)
    text += f"（{'、'.join(names[key] for key in unclear)}未定）" if unclear else ""
    passed = (steps, unclear) == (one.steps, one.unclear)
    said = "、".join(one.steps) + (f"，未定 {'、'.join(one.unclear)}" if one.unclear else "")
    clause = scheme.close_out.clause if scheme.close_out else ""
    yield Finding(passed, "close_out", clause, text if passed else f"应为 {said}，实为 {text}")


HANDLING: dict[str, Callable[[Ground, Any], Iterable[Finding]]] = {
    "escalation": _level,
    "lights": _light,
    "kinds": _kind,
    "close_out": _steps,
}
