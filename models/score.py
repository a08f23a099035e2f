"""A turn of a scoring sheet: whose marks are missing, what was told to whom, and reviews of it."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, Versioned, document, moment


class ScoreRound(Versioned, table=True):
    """One sheet of a regime in one period.

    due: the day by which people give their marks, where the scheme says so. told: party (its number as text) →
    what it was told, the latest last: {"on": day, "total": "127/2", "grade": …, "review": number of the review that
    changed it, if one did}. untold: how many have a result that they do not know, once all marks are there.
    """

    __tablename__ = "score_round"
    __table_args__ = (UniqueConstraint("regime_id", "sheet", "period", name="uq_score_round_period"),)

    regime_id: int = Field(foreign_key="provider_regime.id")
    sheet: str = Field(max_length=80)
    period: str = Field(max_length=20)
    title: str = Field(default="", max_length=200)  # 年终考核（服务单位）2026年
    due: date | None = None
    told: dict[str, list[dict[str, object]]] = document()
    untold: int = Field(default=0)


class ScoreWait(Row, table=True):
    """A mark that is owed: who is assessed, on which item, and the unit that gives it where the scheme names one."""

    __tablename__ = "score_wait"

    round_id: int = Field(foreign_key="score_round.id", index=True)
    provider_id: int | None = Field(default=None, foreign_key="provider.id")
    subject_id: int | None = Field(default=None, foreign_key="subject.id")
    item: str = Field(max_length=80)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")


class ScoreReview(Versioned, table=True):
    """A request to look at a result again, and how it was decided.

    unit_id: the unit of the assessed, whose people see it; items: those that are contested; before, after: total and
    grade; `due` is the last day of deciding where the scheme names one.
    """

    __tablename__ = "score_review"

    round_id: int = Field(foreign_key="score_round.id", index=True)
    provider_id: int | None = Field(default=None, foreign_key="provider.id")
    subject_id: int | None = Field(default=None, foreign_key="subject.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    items: list[str] = document(list)
    reason: str = Field(max_length=4000)
    asked_on: date
    asked_by: int = Field(foreign_key="account.id")
    asked_at: datetime = moment()
    due: date | None = None
    term: str = Field(default="", max_length=400)  # how `due` was counted
    state: str = Field(default="asked", max_length=12)
    opinion: str = Field(default="", max_length=4000)
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = moment(nullable=True)
    before: dict[str, str] = document()
    after: dict[str, str] = document()
