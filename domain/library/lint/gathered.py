"""What is gathered over periods has to have periods."""

from collections.abc import Iterator

from domain.library.grains import each_of
from domain.library.lint.doubts import Doubt, wrong
from domain.library.models import values as v
from domain.library.models.scheme import Scheme
from domain.library.parts import name_read
from domain.library.scopes import Visits


def check_gathered(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """`take … over` of something of which nobody says how often there is one."""
    for visit in visited:
        node = visit.node
        if not isinstance(node, v.Take) or node.over is None:
            continue
        if each_of(scheme, node.of) is None and visit.scope.grain is None:
            name = name_read(node.of)
            what = f"“{name}”" if name else "这个值"
            how = (
                "在这个指标里写 every: day（或 month 等）"
                if name in scheme.measures
                else "先写成一个指标，带上 every"
            )
            yield wrong(visit.path, f"over 是按期汇总，{what}没有写多久一次：{how}")
