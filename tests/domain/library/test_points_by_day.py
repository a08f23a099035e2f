"""Points for each day that a record is overdue: which records, from when, until when."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

ACCOUNT = "balances: {credit: {name: 信用分, of: provider, base: 100, clause: 一, %s}}"


def told(entries: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(accounts=ACCOUNT % entries))]


DAILY = "entries: [{id: late, title: 逾期, clause: 一, %s, points: -1, daily: {from: row_date, to: %s}%s}]"


@pytest.mark.parametrize(
    ("moment", "until", "more", "sentence"),
    [
        ("every: day", "row_date", "", "daily（逐日记）是一条登记的各日，与 on（哪种登记）一起写"),
        ("on: breach", "row_date", ", starts: row_date", "daily（逐日记）的一笔不写 starts"),
        ("on: breach", "row_date", ", uses: oldest", "daily（逐日记）的一笔不写 uses"),
        ("on: breach", "intent", "", "“intent”是词，这里要日期"),
    ],
)
def test_points_by_the_day_belong_to_a_record_and_its_dates(
    moment: str, until: str, more: str, sentence: str
) -> None:
    assert any(sentence in one for one in told(DAILY % (moment, until, more)))
