"""Draws of the people whom a satisfaction survey asks (测评名单)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, document, moment


class SurveyDraw(Row, table=True):
    """A lot among the service recipients of a provider in a unit and period; never changed, never deleted.

    Of the frame only the codes are kept, which is enough to compute the draw again; names and telephone numbers
    are kept of those alone who were drawn. drawn: [code, name, contact] in the order of the lots; left_out:
    codes that were drawn before; again: why it was drawn a second time ("" the first), see
    `domain.survey_draws.Again`.
    """

    __tablename__ = "survey_draw"
    __table_args__ = (
        UniqueConstraint(
            "provider_id", "metric", "reporting_unit_id", "period", "number", name="uq_survey_draw_number"
        ),
    )

    provider_id: int = Field(foreign_key="provider.id")
    metric: str = Field(max_length=40)
    reporting_unit_id: int = Field(foreign_key="unit.id", index=True)
    period: str = Field(max_length=10)
    number: int
    again: str = Field(default="", max_length=10)
    reason: str = Field(default="", max_length=1000)
    seed: str = Field(max_length=64)
    witnesses: str = Field(max_length=300)
    required: int
    frame: list[str] = document(list)
    left_out: list[str] = document(list)
    drawn: list[list[str]] = document(list)
    drawn_by: int = Field(foreign_key="account.id")
    at: datetime = moment()
