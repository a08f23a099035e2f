"""Totals that pass over what is missing: they are too low, which must not be taken for a breach or for a mean."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits

_WAITS = "缺了就待核的，不写 missing: skip；原文就是没报的按零算的不用改"


def check_skipped(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Comparisons that a total too low meets, duties that it fails, and quotients that divide it by all periods."""
    for visit in visited:
        match visit.node:
            case c.Compare(value=value) as compared:
                low = any(name in ("below", "at_most") for name, _ in compared.limits)
                if low and _passes_over(scheme, value):
                    yield doubtful(visit.path, f"合计跳过了缺的，越缺越低，会因为缺数据而成立：{_WAITS}")
            case Duty(done=done) if _passes_over(scheme, done):
                path = (*visit.path, "done")
                yield doubtful(path, f"合计跳过了缺的，越缺越低，会因为缺数据而未完成：{_WAITS}")
            case v.Ratio(ratio=(top, bottom)) | v.Quotient(quotient=(top, bottom)):
                if _passes_over(scheme, top) and isinstance(bottom, NumberValue | v.Elapsed):
                    said = "合计跳过了缺的，除以的却连缺的期也算在内，平均偏低"
                    yield doubtful(
                        visit.path, f"{said}：写 {{take: mean, …, missing: skip}}，只除以有数据的期数"
                    )


def _passes_over(scheme: Scheme, value: Any) -> bool:
    """Whether a value is a total without what is missing, as it is written or as a measure is computed."""
    if isinstance(value, NameValue) and value.name in scheme.measures:
        value = scheme.measures[value.name].value
    return isinstance(value, v.Take) and value.take == "total" and value.missing == "skip"
