"""Logging in: one answer for all failures, a wait that grows, sessions that end."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from domain.errors import Refused
from models import engine
from models.account import Account, LoginSession
from models.audit import AuditEntry
from services import accounts, clock, passwords, sessions
from services.logins import FREE_TRIES, LONGEST_WAIT, WRONG, log_in, wait_after
from tests import world
from tests.databases import Database

DAY = date(2026, 5, 6)


def refused(username: str, password: str) -> str:
    with pytest.raises(Refused) as told:
        log_in(username, password)
    return str(told.value)


def account(username: str) -> Account:
    with engine.reading() as session:
        return session.exec(select(Account).where(Account.username == username)).one()


def test_the_right_password_opens_a_session_of_that_person(database: Database) -> None:
    people = world.district()
    found = sessions.find(log_in(" Office ", world.PASSWORD, "Edge"))
    assert found is not None
    assert found.actor == people.office
    assert not found.must_change


def test_the_database_never_holds_the_token_or_the_password(database: Database) -> None:
    world.district()
    token = log_in("office", world.PASSWORD)
    with engine.reading() as session:
        row = session.exec(select(LoginSession)).one()
    assert token not in repr(row.model_dump())
    assert account("office").password_hash.startswith("$argon2id$")


def test_unknown_name_wrong_password_and_disabled_account_get_the_same_sentence(database: Database) -> None:
    people = world.district()
    row = account("leader")
    accounts.set_account_active(people.admin, row.key, row.version, active=False, reason="调离")
    answers = {refused("nobody", "x" * 12), refused("office", "x" * 12), refused("leader", world.PASSWORD)}
    assert answers == {WRONG}


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.district()
    checked: list[str] = []
    real = passwords.matches

    def noted(kept: str, given: str) -> bool:
        checked.append(kept)
        return real(kept, given)

    monkeypatch.setattr(passwords, "matches", noted)
    refused("nobody", "x" * 12)
    refused("office", "x" * 12)
    assert len(checked) == 2


def test_waits_start_after_five_wrong_tries_double_and_stop_at_an_hour() -> None:
    assert wait_after(FREE_TRIES - 1) == timedelta(0)
    assert wait_after(FREE_TRIES) == timedelta(minutes=1)
    assert wait_after(FREE_TRIES + 1) == timedelta(minutes=2)
    assert wait_after(FREE_TRIES + 5) == timedelta(minutes=32)
    assert wait_after(FREE_TRIES + 6) == LONGEST_WAIT
    assert wait_after(10_000) == LONGEST_WAIT


def test_while_an_account_is_locked_even_the_right_password_is_refused(database: Database) -> None:
    world.district()
    with clock.frozen(DAY):
        for _ in range(FREE_TRIES):
            refused("office", "x" * 12)
        clock.tick(59)
        assert refused("office", world.PASSWORD) == WRONG
        clock.tick(1)
        assert log_in("office", world.PASSWORD)
        assert account("office").failures == 0


def test_four_wrong_tries_do_not_lock(database: Database) -> None:
    world.district()
    for _ in range(FREE_TRIES - 1):
        refused("office", "x" * 12)
    assert log_in("office", world.PASSWORD)


def test_trying_while_locked_does_not_lengthen_the_wait(database: Database) -> None:
    world.district()
    with clock.frozen(DAY):
        for _ in range(FREE_TRIES + 3):
            refused("office", "x" * 12)
        assert account("office").failures == FREE_TRIES


def test_an_hour_without_use_ends_a_session_and_a_second_less_does_not(database: Database) -> None:
    world.district()
    with clock.frozen(DAY):
        token = log_in("office", world.PASSWORD)
        clock.tick(int(sessions.IDLE.total_seconds()) - 1)
        assert sessions.find(token) is not None
        clock.tick(int(sessions.IDLE.total_seconds()))
        assert sessions.find(token) is None


def test_half_a_day_ends_a_session_however_busy_it_was(database: Database) -> None:
    world.district()
    with clock.frozen(DAY):
        token = log_in("office", world.PASSWORD)
        minutes = int(sessions.ABSOLUTE.total_seconds() // 60)
        for _ in range(minutes // 30 - 1):
            clock.tick(30 * 60)
            assert sessions.find(token) is not None
        clock.tick(30 * 60)
        assert sessions.find(token) is None


def test_logging_out_ends_this_session_and_no_other(database: Database) -> None:
    world.district()
    here, there = log_in("office", world.PASSWORD), log_in("office", world.PASSWORD)
    sessions.log_out(here)
    assert sessions.find(here) is None
    assert sessions.find(there) is not None


def test_logging_out_everywhere_ends_all_of_ones_own_sessions(database: Database) -> None:
    people = world.district()
    mine, other = log_in("office", world.PASSWORD), log_in("leader", world.PASSWORD)
    log_in("office", world.PASSWORD)
    assert sessions.log_out_everywhere(people.office) == 2
    assert sessions.find(mine) is None
    assert sessions.find(other) is not None


def test_one_cannot_end_the_session_of_somebody_else(database: Database) -> None:
    people = world.district()
    token = log_in("leader", world.PASSWORD)
    found = sessions.find(token)
    assert found is not None
    with pytest.raises(Exception, match="没有找到"):
        sessions.end_own_session(people.office, found.session_id)
    assert sessions.find(token) is not None


def test_log_ins_and_failures_are_audited_without_the_password(database: Database) -> None:
    world.district()
    refused("office", "a wrong password")
    log_in("office", world.PASSWORD)
    with engine.reading() as session:
        found = select(AuditEntry).where(col(AuditEntry.action).like("account.log_in%"))
        rows = session.exec(found.order_by(col(AuditEntry.id))).all()
    assert [row.action for row in rows] == ["account.log_in_failed", "account.log_in"]
    assert "wrong" not in repr([row.model_dump() for row in rows])


def test_a_hash_with_old_parameters_is_renewed_at_the_next_log_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.district()
    before = account("office").password_hash
    monkeypatch.setattr(passwords, "needs_rehash", lambda _hash: True)
    log_in("office", world.PASSWORD)
    assert account("office").password_hash != before
    assert log_in("office", world.PASSWORD)
