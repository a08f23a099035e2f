"""Days that are counted from others and move where they fall on a day of rest, but are only compared with a day."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models.looked_up import Shifted
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visits

_MOVED = (
    "比的是算出来的日子（{word}），那天遇休会{moves}，差出几天：跨度、间隔、提前多久这些那天不动的，加 roll: none；"
    "期限末日遇休{moves}的，写明 roll: {roll}"
)
_MOVING = frozenset({"calendar_day", "week", "month", "year"})  # working days never end on a day of rest


def check_moved_day(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each comparison with a day so long before or after another one, of which nobody said whether it moves."""
    for visit in visited:
        if not isinstance(visit.node, c.Compare):
            continue
        parts = below([visit.node.value, *(bound for _, bound in visit.node.limits)])
        found = [part for part in parts if isinstance(part, Shifted) and part.roll is None]
        if any(part.unit in _MOVING for part in found):
            back = found[0].before is not None
            word, moves, roll = (
                ("before", "提前", "prev_workday") if back else ("after", "顺延", "next_workday")
            )
            yield doubtful(visit.path, _MOVED.format(word=word, moves=moves, roll=roll))
