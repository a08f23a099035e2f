"""The work of the day is done once a day, whoever asks how often."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sql
from sqlmodel import col, select

from models import engine
from models.decision import Verdict
from services import clock, daily
from services.notices import list_notices
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


def test_the_work_of_the_day_tells_sqlite_how_many_rows_there_are(database: Database) -> None:
    with clock.frozen(SUMMER):
        provider_world.build()
        daily.run_if_due()
    with engine.reading() as session:
        if session.get_bind().dialect.name == "sqlite":  # the other database looks by itself
            counted = session.execute(sql.text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'unit'"))
            assert counted.first() is not None


def test_a_connection_that_was_open_before_reads_the_counts_of_the_day_too(sqlite_database: Database) -> None:
    with clock.frozen(SUMMER):
        provider_world.build()
        daily.run_if_due()
    with engine.reading() as session:
        before = session.execute(sql.text("PRAGMA schema_version")).scalar_one()
    with clock.frozen(SUMMER + timedelta(days=1)):
        daily.run_if_due()
    with engine.reading() as session:  # this is what tells it
        assert session.execute(sql.text("PRAGMA schema_version")).scalar_one() > before


def test_a_quarter_that_ended_without_figures_is_judged_by_itself(database: Database) -> None:
    with clock.frozen(SUMMER):
        supply = provider_world.build()
        supply.survey("2026Q2", satisfied=95, of=100)
        daily.run_if_due()
        assert "2026Q3" not in periods_judged(supply.provider_id)
    with clock.frozen(AUTUMN):
        daily.run_if_due()
        assert "2026Q3" in periods_judged(supply.provider_id)


@pytest.mark.parametrize(
    ("satisfied", "first", "last", "words"),
    [
        (89, date(2026, 7, 20), date(2026, 7, 21), "列入督办"),  # a must: ten working days after 6 July
        (84, date(2027, 6, 5), date(2027, 6, 6), "权利将于2027-07-06消灭"),  # a right: thirty days before
    ],
)
def test_an_ignored_duty_escalates_and_a_lapsing_right_warns_once(
    sqlite_database: Database, satisfied: int, first: date, last: date, words: str
) -> None:
    with clock.frozen(SUMMER):
        supply = provider_world.build()
        supply.survey("2026Q1", satisfied, 100)
    told = []
    for day in (first, last, date(2027, 6, 7)):
        with clock.frozen(day):
            daily.run_if_due()
            told.append([row.text for row in list_notices(supply.people.leader).rows])
    assert [len(texts) for texts in told] == [0, 1, 1]
    assert words in told[1][0]
