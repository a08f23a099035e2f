"""The paper that a decision owes at each step, offered to the office and led to with one click."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.decisions import DecisionState
from services import clock
from tests import provider_world
from tests.databases import Database
from tests.decision_path import AFTER, approved, in_force, proposed, told
from tests.pages.conftest import Stand
from tests.provider_world import TODAY
from tests.running import Page, open_page

NONE = ""
PRIOR, DECISION = "制发事先告知书", "制发决定书"
STEPS: dict[DecisionState, tuple[Callable[[provider_world.Supply], int], date, str, str]] = {
    DecisionState.OPEN: (lambda supply: supply.case("T-20").key, TODAY, NONE, NONE),
    DecisionState.PROPOSED: (proposed, TODAY, PRIOR, "prior_notice"),
    DecisionState.NOTICE_SERVED: (told, TODAY, PRIOR, "prior_notice"),
    DecisionState.APPROVED: (approved, AFTER, DECISION, "decision_notice"),
    DecisionState.IN_FORCE: (in_force, AFTER, DECISION, "decision_notice"),
}


@pytest.fixture
def supply(sqlite_database: Database) -> provider_world.Supply:
    """A provider with a survey of 84 per cent."""
    with clock.frozen(TODAY):
        built = provider_world.build()
        built.survey("2026Q1", 84, 100)
    return built


def paper(page: Page) -> str:
    """The word on the button, "" while there is none."""
    return next((str(button.label) for button in page.test.button if button.key == "paper"), NONE)


@pytest.mark.parametrize("state", STEPS)
def test_the_paper_of_each_step_is_one_click_away_from_the_office_alone(
    supply: provider_world.Supply, stand: Stand, state: DecisionState
) -> None:
    reach, day, label, kind = STEPS[state]
    with clock.frozen(day):
        decision_id = reach(supply)
    stand(day)
    page = open_page("decision", supply.people.office, id=decision_id)
    assert paper(page) == label
    assert paper(open_page("decision", supply.people.leader, id=decision_id)) == NONE
    assert paper(open_page("decision", supply.people.provider, id=decision_id)) == NONE
    if label:
        page.click("paper")
        assert (page.test.query_params["kind"], page.test.query_params["ids"]) == (kind, str(decision_id))
        assert supply.provider().name in page.texts
