"""Verdicts in which only the days have moved on (逾期64日 was 63日 yesterday): kept up to date in their place.

They come out as before and nobody's data have changed, so nothing is put in their place, no link to them grows old and
no case has to follow them. What a decision already rests on is left as it was told.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, exists, select, update
from sqlmodel import Session, col

from domain.decisions import DecisionState
from models.decision import Decision, Verdict
from services.overtaken import LASTING, comes_out
from services.verdict_rows import Key, NewRow

_COLUMNS = (*LASTING, "consequences")
_MOVE_ON = (
    update(Verdict)
    .where(col(Verdict.id) == bindparam("key"))
    .values(
        arithmetic=bindparam("told"), inputs=bindparam("read"), consequences=bindparam("follows"),
        fingerprint=bindparam("mark"), computed_at=bindparam("at"),
    )
)  # fmt: skip


def move_on(fresh: Sequence[NewRow], stored: Mapping[Key, int], *, session: Session) -> frozenset[Key]:
    """Bring those up to date that come out as before; which they are. Two statements where there is anything."""
    rows = {stored[row.key]: row for row in fresh if row.key in stored}
    if not rows:
        return frozenset()
    taken = exists().where(
        col(Decision.verdict_id) == col(Verdict.id), col(Decision.state) != DecisionState.OPEN.value
    )
    columns = [getattr(Verdict, name) for name in _COLUMNS]
    found = select(col(Verdict.id), *columns).where(col(Verdict.id).in_(rows), ~taken)
    alike = [
        one.id for one in session.execute(found) if comes_out(one._mapping) == comes_out(rows[one.id].values)
    ]
    if alike:
        session.connection().execute(_MOVE_ON, [{"key": key, **_marks(rows[key])} for key in alike])
    return frozenset(rows[key].key for key in alike)


def _marks(row: NewRow) -> dict[str, object]:
    values = row.stored()
    return {
        "told": values["arithmetic"], "read": values["inputs"], "follows": values["consequences"],
        "mark": values["fingerprint"], "at": values["computed_at"],
    }  # fmt: skip
