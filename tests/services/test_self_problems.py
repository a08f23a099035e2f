"""Problems that a unit finds itself: typed once, guarded, taken back."""

from datetime import date

import pytest

from domain.errors import Conflict, Invalid, NotFound
from domain.findings import Answer
from domain.permissions import Role
from services import clock
from services.actor import Actor
from services.self_drafts import conform_rest, save_answer
from services.self_inspections import open_report, report_view
from services.self_problems import add_problem, change_problem, remove_problem
from tests import campaign_world as cw
from tests import world
from tests.databases import Database

FAILS: dict[str, object] = {"answer": "fails"}


@pytest.fixture
def people(database: Database) -> world.People:
    with clock.frozen(date(2026, 5, 1)):
        return world.district()


@pytest.fixture
def campaign_id(people: world.People) -> int:
    return cw.campaign(people, cw.library())


@pytest.fixture
def report_id(people: world.People, campaign_id: int) -> int:
    return open_report(people.township, campaign_id)


@pytest.fixture
def colleague(people: world.People) -> Actor:
    """Somebody else in the same township; only the name differs, so the account is another one's."""
    return Actor(people.village.account_id, "东二", Role.TOWNSHIP, people.township.unit_id, "东街镇")


def test_a_problem_is_typed_once_and_lets_its_item_fail(people: world.People, report_id: int) -> None:
    conform_rest(people.township, report_id, "r2")
    add_problem(people.township, report_id, cw.PROBLEM)
    view = report_view(people.township, report_id)
    assert view.written.answers["R2-1"].answer is Answer.FAILS
    (written,) = view.written.problems
    assert (written.problem.amount_fen, written.problem.recovered_fen, written.problem.category) == (
        120050,
        60000,
        "r2",
    )


def test_a_problem_on_a_mostly_conforming_item_leaves_the_answer(
    people: world.People, report_id: int
) -> None:
    save_answer(people.township, report_id, "R2-1", {"answer": "mostly", "explanation": "个别"}, 0)
    add_problem(people.township, report_id, cw.PROBLEM)
    assert report_view(people.township, report_id).written.answers["R2-1"].answer is Answer.MOSTLY


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": " "}, "description"),
        ({"amount_fen": "很多"}, "amount_fen"),
        ({"recovered_fen": "1200.51"}, "recovered_fen"),
        ({"people": -1}, "people"),
        ({"item": "R1-4"}, "item"),
    ],
)
def test_a_problem_that_cannot_be_taken_is_told_at_its_field(
    people: world.People, report_id: int, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_problem(people.township, report_id, {**cw.PROBLEM, **change})
    assert field in refused.value.fields


def test_the_whole_amount_may_have_been_recovered(people: world.People, report_id: int) -> None:
    add_problem(people.township, report_id, {**cw.PROBLEM, "recovered_fen": "1200.50"})


def test_the_second_writer_of_a_problem_is_told(
    people: world.People, colleague: Actor, report_id: int
) -> None:
    problem = add_problem(people.township, report_id, cw.PROBLEM).row_id
    change_problem(people.township, problem, {**cw.PROBLEM, "people": 3}, 1)
    with pytest.raises(Conflict, match="东镇"):
        change_problem(colleague, problem, {**cw.PROBLEM, "people": 4}, 1)
    (written,) = report_view(people.township, report_id).written.problems
    assert written.problem.people == 3


def test_a_problem_taken_out_is_gone_from_the_report(people: world.People, report_id: int) -> None:
    problem = add_problem(people.township, report_id, cw.PROBLEM).row_id
    remove_problem(people.township, problem, 1, "")
    assert report_view(people.township, report_id).written.problems == ()
    with pytest.raises(NotFound):
        change_problem(people.township, problem, cw.PROBLEM, 2)
