"""Revisions go up and down on both databases and leave the code's tables, nothing else."""

from datetime import date

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlmodel import select

import migrations
from models import engine
from models.base import Base
from models.campaign import Campaign, Deliverable
from models.provider import Contract
from services import clock
from tests import campaign_rows, provider_world
from tests.databases import Database


def tables_of(url: str) -> set[str]:
    bound = engine.build(url)
    try:
        return set(sa.inspect(bound).get_table_names())
    finally:
        bound.dispose()


def test_upgrading_an_empty_database_gives_the_tables_of_the_code(unmigrated_database: Database) -> None:
    migrations.upgrade(unmigrated_database.url)
    assert migrations.drift(unmigrated_database.url) == []


def test_indexes_of_some_rows_hold_the_rows_that_the_code_says(sqlite_database: Database) -> None:
    """What tells the tables of the code from those of the database (`drift`) does not look at that."""
    bound = sa.inspect(engine.current())
    said: dict[str | None, str] = {}
    found: dict[str | None, str] = {}
    for name, table in Base.metadata.tables.items():
        wanted = {one.name: one.dialect_options["sqlite"]["where"] for one in table.indexes}
        said |= {index: str(where) for index, where in wanted.items() if where is not None}
        for one in bound.get_indexes(name) if any(map(said.__contains__, wanted)) else ():
            where = one.get("dialect_options", {}).get("sqlite_where")
            found |= {one["name"]: str(where)} if where is not None else {}
    assert (found, len(said)) == (said, 2)


def test_downgrading_to_base_leaves_no_table_of_ours(unmigrated_database: Database) -> None:
    migrations.upgrade(unmigrated_database.url)
    migrations.downgrade(unmigrated_database.url, "base")
    assert tables_of(unmigrated_database.url) <= {"alembic_version"}


def test_a_database_that_went_down_can_come_up_again(unmigrated_database: Database) -> None:
    migrations.upgrade(unmigrated_database.url)
    migrations.downgrade(unmigrated_database.url, "base")
    migrations.upgrade(unmigrated_database.url)
    assert migrations.drift(unmigrated_database.url) == []


def test_going_down_a_revision_and_up_again_keeps_the_data(database: Database) -> None:
    with clock.frozen(provider_world.TODAY):
        supply = provider_world.build()
        campaign_id = campaign_rows.campaign(supply.people, units=("康乐服务中心",))
        campaign_rows.add(
            Deliverable(campaign_id=campaign_id, phase_code="p1", code="self/2", name="第二次自查",
                        due=date(2026, 9, 30), kind="self_inspection", unit_kinds=["township"])
        )  # fmt: skip
    with engine.reading() as session:
        before = session.exec(select(Contract)).one().model_dump()
        planned = [row.model_dump() for row in session.exec(select(Deliverable)).all()]
    migrations.downgrade(database.url, "0001")
    migrations.upgrade(database.url)
    with engine.reading() as session:
        assert session.exec(select(Contract)).one().model_dump() == before
        kept = [row.model_dump() for row in session.exec(select(Deliverable)).all()]
    told = [{**row, "duty": row["code"].partition("/")[0]} for row in planned]
    assert kept == [told[0], {**told[1], "kind": "other"}], "one is answered on the checklist"
    with engine.reading() as session:
        since = session.get_one(Campaign, campaign_id).filings_since
        assert since is not None, "nobody knows what came before the upgrade"
    assert before["annual_fen"] == 10_000_000
    assert supply.provider().name == "康乐服务中心"


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migrations.configuration("")).get_heads()) == 1


def test_a_migrated_database_says_that_it_is_current(database: Database) -> None:
    assert migrations.is_current()


def test_a_database_behind_the_code_says_so(unmigrated_database: Database) -> None:
    engine.use(unmigrated_database.url)
    try:
        assert not migrations.is_current()
    finally:
        engine.current().dispose()


@pytest.mark.parametrize("verb", ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_the_audit_log(database: Database, verb: str) -> None:
    with engine.transaction() as session:
        columns = (
            "actor_name, actor_role, actor_unit, action, object_type, object_id, summary, before, after, "
        )
        session.connection().execute(
            sa.text(
                f"INSERT INTO audit_entry ({columns} reason, compartment, previous_hash, hash, at) "  # noqa: S608 - constants
                "VALUES ('a', 'b', '', 'c', 'd', 1, 'e', '{}', '{}', '', '', '0', '1', '2026-01-01 00:00:00+00:00')"
            )
        )
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.transaction() as session:
        session.connection().execute(sa.text(verb))
