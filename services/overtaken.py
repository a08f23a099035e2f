"""Whether what a decision rests on still holds: a verdict judged anew that says the same has not changed."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.decision import Verdict
from services.verdict_rows import lasting

# What a verdict says and what follows from it, without the version of the scheme that it was judged by.
SAID = ("outcome", "standing", "tier", "nature", "clause", "title", "arithmetic")


def overtaken(ids: Collection[int], *, session: Session) -> frozenset[int]:
    """Of some superseded verdicts those in whose place now stands another one, or none. One statement."""
    if not ids:
        return frozenset()
    now: Any = aliased(Verdict)
    same_place = and_(
        now.superseded.is_(False),
        now.regime_id == col(Verdict.regime_id),
        now.rule == col(Verdict.rule),
        now.place == col(Verdict.place),
        or_(now.provider_id == col(Verdict.provider_id), now.subject_id == col(Verdict.subject_id)),
    )
    found = session.execute(
        select(col(Verdict.id), *_columns(Verdict), *_columns(now))
        .join(now, same_place)
        .where(col(Verdict.id).in_(ids))
    )
    half = len(SAID) + 1
    alike = {key for key, *both in found if _says(both[:half]) == _says(both[half:])}
    return frozenset(ids) - alike


def _columns(of: Any) -> list[Any]:
    return [getattr(of, name) for name in (*SAID, "consequences")]


def _says(values: Sequence[Any]) -> tuple[Any, ...]:
    *said, consequences = values
    return (*said, lasting(consequences))


def is_overtaken(verdict: Verdict, *, session: Session) -> bool:
    """The same of one verdict."""
    return verdict.superseded and verdict.key in overtaken({verdict.key}, session=session)
