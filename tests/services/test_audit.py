"""The audit log: a chain that shows tampering, a timeline, and what each role may search."""

from contextlib import suppress
from functools import partial

import sqlalchemy as sa

from domain.permissions import Action, Role
from models import engine
from services import clock
from services.actor import Actor
from services.audit import Change, changed, record, record_all, search_audit, timeline, verify_chain
from tests.databases import Database
from tests.statements import count_statements

OFFICE = Actor(account_id=1, name="甲", role=Role.OFFICE, unit_id=1, unit_name="专项办")
DISCIPLINE = Actor(account_id=2, name="乙", role=Role.DISCIPLINE, unit_id=1, unit_name="派驻组")


def write(summary: str, *, object_id: int = 1, compartment: str = "") -> None:
    with engine.transaction() as session:
        record(OFFICE, Action.FINDING_ASSIGN, "finding", object_id, summary, session=session,
               before={"due": None}, after={"due": "2026-05-31"}, compartment=compartment)  # fmt: skip


def change_summary_behind_the_trigger(entry: int) -> None:
    """What somebody with the database in hand could do."""
    with engine.transaction() as session:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("DROP TRIGGER audit_entry_no_update"))
        else:
            connection.execute(sa.text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        connection.execute(sa.text("UPDATE audit_entry SET summary = '改过' WHERE id = :id"), {"id": entry})


def test_a_chain_of_several_transactions_is_whole(database: Database) -> None:
    for number in range(5):
        write(f"第{number}次")
    assert verify_chain(OFFICE) is None


def test_a_changed_entry_is_named_by_the_chain(database: Database) -> None:
    for number in range(3):
        write(f"第{number}次")
    change_summary_behind_the_trigger(2)
    assert verify_chain(OFFICE) == 2


def test_a_batch_is_chained_like_single_entries(database: Database) -> None:
    write("先")
    with engine.transaction() as session:
        batch = [Change("finding", number, "批量", {}, {"n": number}) for number in range(50)]
        record_all(OFFICE, Action.FINDING_IMPORT, batch, session=session)
    write("后")
    assert verify_chain(OFFICE) is None


def test_the_chain_goes_on_from_the_last_entry_that_was_kept(database: Database) -> None:
    with engine.transaction() as session:
        told = partial(record, OFFICE, Action.FINDING_ASSIGN, "finding", 1, session=session)
        told("留下")
        with suppress(ValueError), session.begin_nested():
            told("撤回")
            raise ValueError
        told("再留下")
        told("最后")
    assert [entry.summary for entry in search_audit(OFFICE)] == ["最后", "再留下", "留下"]
    assert verify_chain(OFFICE) is None


def test_the_end_of_the_chain_is_asked_for_once_a_transaction(sqlite_database: Database) -> None:
    with engine.transaction() as session:
        told = partial(record, OFFICE, Action.FINDING_ASSIGN, "finding", 1, session=session)
        told("第一次")
        with count_statements() as statements:
            told("第二次")
    assert len(statements) == 1


def test_the_timeline_of_an_object_holds_only_its_own_entries_in_order(database: Database) -> None:
    with clock.frozen(clock.today()):
        write("登记", object_id=7)
        write("别的", object_id=8)
        write("交办", object_id=7)
    with engine.reading() as session:
        assert [entry.summary for entry in timeline("finding", 7, session=session)] == ["登记", "交办"]


def test_entries_of_leads_are_found_by_the_discipline_role_alone(database: Database) -> None:
    write("公开")
    write("线索", compartment="lead")
    assert [entry.summary for entry in search_audit(OFFICE)] == ["公开"]
    assert [entry.summary for entry in search_audit(DISCIPLINE)] == ["线索", "公开"]


def test_only_what_differs_is_kept_as_before_and_after() -> None:
    assert changed({"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"b": 2}, {"b": 3})
