"""Cases may only speak of what the scheme has."""

from collections.abc import Iterable, Iterator

from domain.library.lint.doubts import Doubt, unknown, wrong
from domain.library.models import conditions as c
from domain.library.models.cases import Case
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits

Reference = tuple[Path, str, str, Iterable[str]]


def check_cases(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """References of every case, and cases that expect nothing."""
    questions = {visit.node.judgement for visit in visited if isinstance(visit.node, c.Judged)}
    for at, case in enumerate(scheme.cases):
        for path, what, key, known in _references(scheme, case, questions):
            if key not in known:
                yield unknown(("cases", at, *path), what, key, known)
        yield from _settings(scheme, case, ("cases", at, "settings"))
        if not any(getattr(case.expect, name) for name in type(case.expect).model_fields):
            yield wrong(("cases", at), "案例没有写 expect（应当得到什么）")


def _references(scheme: Scheme, case: Case, questions: set[str]) -> Iterator[Reference]:
    for key in case.facts:
        yield ("facts", key), "数据", key, scheme.facts
    for one in case.judgements:
        yield ("judgements",), "由人判定的事项（judgement）", one.judgement, questions
    for check in case.checked:
        yield ("checked",), "数据", check.fact, scheme.facts
    for mark in case.marks:
        yield ("marks",), "评分表", mark.sheet, scheme.scoring
        if mark.sheet in scheme.scoring:
            items = [item.key for item in scheme.scoring[mark.sheet].items]
            yield ("marks",), "评分项", mark.item, items
    yield from _expected(scheme, case)


def _expected(scheme: Scheme, case: Case) -> Iterator[Reference]:
    judged = [one.id for one in (*scheme.rules, *scheme.duties, *scheme.all_targets, *scheme.time_limits)]
    expect = case.expect
    for at, verdict in enumerate(expect.verdicts):
        yield ("expect", "verdicts", at, "id"), "规则、职责、指标或时限", verdict.id, judged
    for at, phase in enumerate(expect.phases):
        yield ("expect", "phases", at, "phase"), "阶段", phase.phase, [one.key for one in scheme.phases]
    for at, listed in enumerate(expect.lists):
        yield ("expect", "lists", at, "list"), "名单", listed.list_, scheme.lists
    for at, score in enumerate(expect.scores):
        yield ("expect", "scores", at, "sheet"), "评分表", score.sheet, scheme.scoring
        if score.sheet in scheme.scoring:
            items = [item.key for item in scheme.scoring[score.sheet].items]
            for key in score.items:
                yield ("expect", "scores", at, "items", key), "评分项", key, items
    for at, kind in enumerate(expect.kinds):
        yield ("expect", "kinds", at, "kind"), "类型", kind.kind, scheme.finding_kinds


def _settings(scheme: Scheme, case: Case, path: Path) -> Iterator[Doubt]:
    for key, value in case.settings.items():
        if key not in scheme.settings and key not in scheme.open:
            yield unknown((*path, key), "设置或待填参数", key, [*scheme.settings, *scheme.open])
        elif key in scheme.settings and value not in scheme.settings[key].options:
            yield unknown((*path, key), "选项", str(value), scheme.settings[key].options)
