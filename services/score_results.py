"""Results of a sheet against what was told of them."""

from collections.abc import Sequence

from domain.score_reviews import Result, told_to
from models.score import ScoreRound
from services.score_sheets import ScoreRow


def result_of(row: ScoreRow) -> Result:
    """Total and grade of a row."""
    return Result(row.score.total, row.score.grade)


def untold(row: ScoreRound | None, rows: Sequence[ScoreRow]) -> tuple[ScoreRow, ...]:
    """Those with a result that was not told to them."""
    told = row.told if row is not None else {}
    return tuple(
        one
        for one in rows
        if one.score.total is not None
        and not one.score.in_doubt
        and [telling.result for telling in told_to(told, one.party_id)[-1:]] != [result_of(one)]
    )
