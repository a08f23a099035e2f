"""Whether what a decision rests on still holds: a verdict judged anew that says the same has not changed.

Days that go by change figures of themselves (逾期64日 is 65日 on the morrow). A decision takes longer than a day, so
that alone overtakes nothing, as long as the verdict comes out the same and the same acts follow.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.decision import Verdict
from services.verdict_rows import lasting

# What a verdict says and what follows from it, without the version of the scheme that it was judged by.
SAID = ("outcome", "standing", "tier", "nature", "clause", "title", "arithmetic")
_RUNNING = frozenset({"due", "until", "paused"})  # a term that stands still for a while is the same term
LASTING = tuple(name for name in SAID if name != "arithmetic")  # what days that go by leave as it is

# Why verdicts are judged anew where no figure and no scheme changed; anything else happened to somebody's data.
TIME_PASSED, ALL_AGAIN = "统计期推移", "重新计算全部判定"


def overtaken(ids: Collection[int], *, session: Session) -> frozenset[int]:
    """Of some superseded verdicts those in whose place now stands another one, or none. One statement."""
    if not ids:
        return frozenset()
    now: Any = aliased(Verdict)
    same_place = and_(now.superseded.is_(False), *_at_the_place_of(now))
    found = session.execute(
        select(col(Verdict.id), _corrected().label("corrected"), *_columns(Verdict), *_columns(now))
        .join(now, same_place)
        .where(col(Verdict.id).in_(ids))
    )
    alike = {key for key, corrected, *both in found if _alike(both, only_days=not corrected)}
    return frozenset(ids) - alike


def _at_the_place_of(other: Any) -> list[Any]:
    """Conditions: another row speaks of the same rule, party and time."""
    return [
        other.regime_id == col(Verdict.regime_id),
        other.rule == col(Verdict.rule),
        other.place == col(Verdict.place),
        or_(other.provider_id == col(Verdict.provider_id), other.subject_id == col(Verdict.subject_id)),
    ]


def _corrected() -> Any:
    """Whether anything but time has replaced the verdict, or one of those that took its place since."""
    since: Any = aliased(Verdict)
    return exists().where(
        since.id >= col(Verdict.id), since.superseded.is_(True),
        since.superseded_why.not_in([TIME_PASSED, ALL_AGAIN]), *_at_the_place_of(since),
    )  # fmt: skip


def _columns(of: Any) -> list[Any]:
    return [getattr(of, name) for name in (*SAID, "consequences")]


def _alike(both: Sequence[Any], *, only_days: bool) -> bool:
    half = len(SAID) + 1
    one, other = both[:half], both[half:]
    return _says(one) == _says(other) or (only_days and _comes_out(one) == _comes_out(other))


def _says(values: Sequence[Any]) -> tuple[Any, ...]:
    *said, consequences = values
    return (*said, lasting(consequences, but=_RUNNING))


def _comes_out(values: Sequence[Any]) -> tuple[Any, ...]:
    return comes_out(dict(zip((*SAID, "consequences"), values, strict=True)))


def comes_out(said: Mapping[Any, Any]) -> tuple[Any, ...]:
    """What a verdict says but for its figures, and which acts follow."""
    return (*(said[name] for name in LASTING), _acts(said["consequences"]))


def _acts(consequences: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["do"], one["nature"], one.get("on"), _acts(one["alternatives"])) for one in consequences]


def is_overtaken(verdict: Verdict, *, session: Session) -> bool:
    """The same of one verdict."""
    return verdict.superseded and verdict.key in overtaken({verdict.key}, session=session)
