"""Whose verdicts: those of providers, or those of units and persons; each side has its column."""

from enum import StrEnum
from typing import Any

from sqlmodel import col

from models.decision import Verdict
from models.measurement import Fact, Judgement, Measurement, ScoreMark
from models.score import ScoreReview, ScoreWait


class Side(StrEnum):
    """The two kinds of parties that a regime judges; the value is the object type of their timelines."""

    PROVIDER = "provider"
    SUBJECT = "subject"

    @property
    def column(self) -> str:
        """The name of the column that holds the party's id."""
        return f"{self.value}_id"

    def of(
        self,
        model: type[Verdict]
        | type[Measurement]
        | type[Fact]
        | type[Judgement]
        | type[ScoreMark]
        | type[ScoreWait]
        | type[ScoreReview],
    ) -> Any:
        """That column of a table."""
        return col(getattr(model, self.column))
