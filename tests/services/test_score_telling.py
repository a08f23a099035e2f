"""Results that wait to be told, and the days of marks and reviews in the calendar."""

from collections.abc import Iterator
from datetime import date

import pytest

from services import clock, daily
from services.actor import Actor
from services.agenda import month_agenda
from services.score_marks import correct_mark
from services.score_review_view import read_review, standing_of
from services.score_reviews import withdraw_review
from services.score_telling import tell_results
from tests.databases import Database
from tests.provider_world import Supply
from tests.services.test_score_turns import ask, told, waiting, year
from tests.services.test_scores import DAY, FULL, build, give, place


@pytest.fixture
def supply(sqlite_database: Database) -> Iterator[Supply]:
    supply = build()
    with clock.frozen(DAY):
        yield supply


def test_results_wait_to_be_told_once_all_marks_are_there_and_again_when_one_was_corrected(
    supply: Supply,
) -> None:
    office = supply.people.office
    daily.run_if_due()
    assert waiting(office, "score_tell") == []
    mark_id = give(supply, FULL).ids[0]
    task = ("score_tell", "年终考核（服务单位）2026年：评完了，1个结果没有告知", None)
    assert waiting(office, "score_tell") == [task]
    assert waiting(supply.people.inspector, "score_tell") == []
    tell_results(office, year(supply), date(2027, 1, 18), "当面签收")
    assert waiting(office, "score_tell") == []
    values = {"points": "0", "reason": "重新核对", "given_by": "李核查"}
    correct_mark(supply.people.inspector, mark_id, 1, values, "录入有误")
    assert waiting(office, "score_tell") == [task]


def test_marks_and_reviews_stand_in_the_calendar_of_those_who_give_and_decide(supply: Supply) -> None:
    people = supply.people

    def days(actor: Actor) -> list[tuple[str, int, str]]:
        month = month_agenda(actor, 2027, 1)
        found = [(one.kind, day.day.day, one.place) for day in month for one in day.entries]
        return [one for one in found if one[0] in ("marks_due", "review_due")]

    daily.run_if_due()
    ((kind, day, place_of_marks),) = days(people.inspector)
    assert (kind, day, place_of_marks[:13]) == ("marks_due", 20, "scores?round=")
    assert days(people.office) == days(people.inspector)
    assert days(people.leader) == days(people.provider) == []
    told(supply)
    asked = ask(supply)
    due = read_review(people.office, asked).due
    assert due is not None
    expected = [("review_due", due.day, f"score_review?id={asked}")] if due.month == 1 else []
    assert days(people.leader) == days(people.provider) == days(people.office) == expected
    assert days(people.other_provider) == []


def test_the_last_day_of_asking_for_a_review_stands_in_the_calendar_until_somebody_has_asked(
    supply: Supply,
) -> None:
    people = supply.people

    def days(actor: Actor) -> list[tuple[date, str, str, int]]:
        months = (*month_agenda(actor, 2027, 1), *month_agenda(actor, 2027, 2))
        found = [one for day in months for one in day.entries if one.kind == "review_ask"]
        return [(one.day, one.text, one.unit, one.count) for one in found]

    assert days(people.provider) == []
    told(supply)
    until = standing_of(people.provider, place(supply)).until
    expected = [(until, "年终考核（服务单位）2026年", "康乐服务中心", 1)]
    assert days(people.provider) == days(people.office) == expected
    assert days(people.other_provider) == days(people.inspector) == days(people.leader) == []
    asked = ask(supply)
    assert days(people.provider) == []
    withdraw_review(people.provider, asked, 1, "误报")
    assert days(people.provider) == expected
