"""The money of a contract is the base of amounts, also of a case that was open before it was registered."""

from datetime import date

from sqlmodel import select

from models import engine
from models.provider import Contract
from services import clock
from services.contracts import create_contract
from services.decision_reading import read_decision
from tests import provider_world
from tests.databases import Database
from tests.decision_path import proposed
from tests.provider_world import TODAY, Supply


def deduction_range(supply: Supply) -> object:
    """What the open case of the survey says about the deduction."""
    view = read_decision(supply.people.office, supply.case("T-20").key)
    return next(offer.range for offer in view.offers if "扣除" in offer.title)


def test_a_contract_registered_after_the_survey_gives_the_open_case_its_range(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build(contract=False)
        supply.survey("2026Q1", 84, 100)
        assert deduction_range(supply) is None
        create_contract(supply.people.office, supply.provider_id, provider_world.contract_values())
        assert deduction_range(supply) is not None
        proposed(supply)
    assert supply.case("T-20").amount_fen is not None
    assert len(supply.cases()) == 1


def test_a_contract_of_another_year_leaves_the_case_without_a_base(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build(contract=False)
        supply.survey("2026Q1", 84, 100)
        next_year = provider_world.contract_values(start=date(2027, 1, 1), end=date(2027, 12, 31))
        create_contract(supply.people.office, supply.provider_id, next_year)
        assert deduction_range(supply) is None


def test_a_contract_of_thirty_million_is_kept_to_the_fen(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build(contract=False)
        values = provider_world.contract_values(annual="30000000.01", quarter="7500000")
        create_contract(supply.people.office, supply.provider_id, values)
    with engine.reading() as session:
        assert session.exec(select(Contract.annual_fen)).one() == 3_000_000_001
