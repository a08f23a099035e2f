"""The work of the day is done once a day, whoever asks how often."""

from datetime import date

from sqlmodel import col, select

from models import engine
from models.decision import Verdict
from services import clock, daily
from tests import provider_world
from tests.databases import Database

SUMMER, AUTUMN = date(2026, 7, 6), date(2026, 10, 8)


def periods_judged(provider_id: int) -> set[str]:
    with engine.reading() as session:
        found = select(Verdict.period).where(
            Verdict.provider_id == provider_id, col(Verdict.superseded).is_(False)
        )
        return set(session.exec(found))


def test_the_work_of_a_day_is_done_once(database: Database) -> None:
    with clock.frozen(SUMMER):
        assert daily.run_if_due()
        assert not daily.run_if_due()
    with clock.frozen(AUTUMN):
        assert daily.run_if_due()


def test_a_quarter_that_ended_without_figures_is_judged_by_itself(database: Database) -> None:
    with clock.frozen(SUMMER):
        supply = provider_world.build()
        supply.survey("2026Q2", satisfied=95, of=100)
        daily.run_if_due()
        assert "2026Q3" not in periods_judged(supply.provider_id)
    with clock.frozen(AUTUMN):
        daily.run_if_due()
        assert "2026Q3" in periods_judged(supply.provider_id)
