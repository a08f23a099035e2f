"""Data, lists and sheets of some kinds of subjects asked for where the subject may be of another."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, wrong
from domain.library.scopes import Visit
from domain.several_kinds import meet, readable, written


def not_of(visit: Visit, said: str, of: str, kind: str | None) -> Iterator[Doubt]:
    """What is `said` to be kept of some kinds, where a subject of the other kind in reach has none."""
    if readable(of, kind):
        return
    way = ""
    if meet(of, str(kind)):
        way = (
            f"，不是每一种都有：条件里只看有的，写 {{all: [{{is_a: {written(of)}}}, …]}}，"
            f"值写 {{if: {{is_a: {written(of)}}}, then: …, otherwise: …}}"
        )
    yield wrong(visit.path, f"{said}，这里判断的对象是 {written(str(kind))}{way}")
