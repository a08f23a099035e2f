"""A prior notice is written before it is served: its term, basis and period come from the regime."""

import pytest

from services import clock
from services.documents import draft_document
from tests import provider_world
from tests.databases import Database
from tests.decision_path import proposed
from tests.provider_world import TODAY, Supply


@pytest.fixture
def supply(database: Database) -> Supply:
    with clock.frozen(TODAY):
        built = provider_world.build()
        built.survey("2026Q1", 84, 100)
        proposed(built)
        return built


def defaults(supply: Supply) -> dict[str, str]:
    with clock.frozen(TODAY):
        draft = draft_document(supply.people.office, "prior_notice", [supply.case("T-20").key])
    return dict(draft.defaults)


def test_the_term_for_a_statement_is_that_of_the_regime(supply: Supply) -> None:
    told = defaults(supply)
    assert (told["statement_length"], told["statement_days"]) == ("5个工作日", "工作日")


def test_the_basis_names_the_document_of_the_clause(supply: Supply) -> None:
    assert defaults(supply)["bases"] == "《试用方案》三（一）"


def test_the_period_is_said_in_words(supply: Supply) -> None:
    assert "2026年第一季度期间" in defaults(supply)["opening"]
