"""Accounts: creating, changing, disabling, resetting, and the own password."""

import pytest

from domain.account_rules import AccountForm
from domain.errors import Conflict, Invalid, NotFound
from domain.permissions import Role
from services import sessions
from services.account_lists import read_account, search_accounts
from services.accounts import (
    change_password,
    create_account,
    create_accounts,
    edit_account,
    reset_password,
    set_account_active,
)
from services.audit_search import account_timeline
from services.logins import log_in
from services.unit_changes import set_unit_active
from services.units import read_unit
from tests import world
from tests.databases import Database
from tests.statements import count_statements

NEW = "湖心亭看雪三日不归人"


def form(people: world.People, **changes: object) -> AccountForm:
    values: dict[str, object] = {
        "username": "new.one",
        "name": "新来",
        "role": Role.TOWNSHIP,
        "unit_id": people.unit("东街镇"),
        **changes,
    }
    return AccountForm(**values)  # type: ignore[arg-type]  # fields of each test


def problems(people: world.People, **changes: object) -> dict[str, str]:
    with pytest.raises(Invalid) as told:
        create_account(people.admin, form(people, **changes))
    return told.value.fields


def test_a_new_account_logs_in_with_its_temporary_password_and_must_change_it(database: Database) -> None:
    people = world.district()
    made = create_account(people.admin, form(people))
    found = sessions.find(log_in("new.one", made.temporary_password))
    assert found is not None
    assert found.must_change
    assert made.temporary_password not in repr(made)


def test_changing_the_password_ends_the_duty_and_all_other_sessions(database: Database) -> None:
    people = world.district()
    made = create_account(people.admin, form(people))
    here, there = log_in("new.one", made.temporary_password), log_in("new.one", made.temporary_password)
    found = sessions.find(here)
    assert found is not None
    change_password(found.actor, made.temporary_password, NEW, NEW, keep_session=found.session_id)
    after = sessions.find(here)
    assert after is not None
    assert not after.must_change
    assert sessions.find(there) is None
    assert log_in("new.one", NEW)


@pytest.mark.parametrize(
    ("old", "new", "repeated", "field"),
    [
        ("wrong password", NEW, NEW, "old"),
        (world.PASSWORD, NEW, NEW + "！", "repeated"),
        (world.PASSWORD, world.PASSWORD, world.PASSWORD, "new"),
        (world.PASSWORD, "短密码", "短密码", "new"),
        (world.PASSWORD, "office-river-87-stone", "office-river-87-stone", "new"),
    ],
)
def test_a_wrong_change_of_the_password_is_told_at_its_field(
    database: Database, old: str, new: str, repeated: str, field: str
) -> None:
    people = world.district()
    with pytest.raises(Invalid) as told:
        change_password(people.office, old, new, repeated)
    assert list(told.value.fields) == [field]
    assert log_in("office", world.PASSWORD)


def test_a_log_in_name_is_taken_once_whatever_its_case(database: Database) -> None:
    people = world.district()
    assert "已有人使用" in problems(people, username="OFFICE")["username"]


@pytest.mark.parametrize("username", ["ab", "有汉字", "with space", "a" * 41, ""])
def test_a_strange_log_in_name_is_refused(database: Database, username: str) -> None:
    people = world.district()
    assert "3 到 40" in problems(people, username=username)["username"]


def test_a_role_that_does_not_belong_into_the_unit_is_refused_with_where_it_belongs(
    database: Database,
) -> None:
    people = world.district()
    sentence = problems(people, role=Role.OFFICE)["unit_id"]
    assert "专项办" in sentence
    assert "镇街" in sentence


def test_an_inactive_unit_takes_no_account(database: Database) -> None:
    people = world.district()
    unit = read_unit(people.admin, people.unit("东街二村"))
    set_unit_active(people.admin, unit.id, unit.version, active=False, reason="合并")
    assert "在用的单位" in problems(people, unit_id=unit.id)["unit_id"]


def test_of_several_accounts_all_or_none_are_made(database: Database) -> None:
    people = world.district()
    with pytest.raises(Invalid):
        create_accounts(people.admin, [form(people), form(people, username="office")])
    assert search_accounts(people.admin, words="new.one").total == 0


def test_two_people_on_one_account_the_second_is_told(database: Database) -> None:
    people = world.district()
    seen = read_account(people.admin, people.office.account_id)
    new = AccountForm("office", "改名", Role.OFFICE, people.office.unit_id)
    edit_account(people.admin, seen.id, new, seen.version)
    with pytest.raises(Conflict, match="在您打开之后已被修改"):
        edit_account(people.admin, seen.id, new, seen.version)


def test_a_new_role_logs_the_person_out_and_a_new_name_does_not(database: Database) -> None:
    people = world.district()
    token = log_in("office", world.PASSWORD)
    seen = read_account(people.admin, people.office.account_id)
    edit_account(
        people.admin, seen.id, AccountForm("office", "改名", Role.OFFICE, seen.unit_id), seen.version
    )
    assert sessions.find(token) is not None
    edit_account(
        people.admin, seen.id, AccountForm("office", "改名", Role.LEADER, seen.unit_id), seen.version + 1
    )
    assert sessions.find(token) is None


def test_a_reset_shows_a_new_password_once_unlocks_and_logs_out(database: Database) -> None:
    people = world.district()
    token = log_in("office", world.PASSWORD)
    seen = read_account(people.admin, people.office.account_id)
    made = reset_password(people.admin, seen.id, seen.version, reason="本人忘记")
    assert sessions.find(token) is None
    found = sessions.find(log_in("office", made.temporary_password))
    assert found is not None
    assert found.must_change


def test_a_disabled_account_is_out_at_once(database: Database) -> None:
    people = world.district()
    token = log_in("office", world.PASSWORD)
    seen = read_account(people.admin, people.office.account_id)
    set_account_active(people.admin, seen.id, seen.version, active=False, reason="调离")
    assert sessions.find(token) is None


@pytest.mark.parametrize("reason", ["", "   "])
def test_dangerous_acts_ask_for_a_reason(database: Database, reason: str) -> None:
    people = world.district()
    seen = read_account(people.admin, people.office.account_id)
    with pytest.raises(Invalid) as told:
        reset_password(people.admin, seen.id, seen.version, reason=reason)
    assert "reason" in told.value.fields
    with pytest.raises(Invalid):
        set_account_active(people.admin, seen.id, seen.version, active=False, reason=reason)


def test_the_last_administrator_can_neither_be_disabled_nor_moved(database: Database) -> None:
    people = world.district()
    seen = read_account(people.admin, people.admin.account_id)
    with pytest.raises(Invalid):
        set_account_active(people.admin, seen.id, seen.version, active=False, reason="试试")
    with pytest.raises(Invalid, match="最后一个"):
        edit_account(
            people.admin, seen.id, AccountForm("chief", "管总", Role.LEADER, seen.unit_id), seen.version
        )


def test_a_second_administrator_may_disable_the_first(database: Database) -> None:
    people = world.district()
    made = create_account(people.admin, form(people, role=Role.ADMIN, unit_id=people.unit(world.DISTRICT)))
    found = sessions.find(log_in("new.one", made.temporary_password))
    assert found is not None
    seen = read_account(found.actor, people.admin.account_id)
    set_account_active(found.actor, seen.id, seen.version, active=False, reason="调离")
    assert not read_account(found.actor, seen.id).active


def test_the_list_filters_sorts_and_pages_in_two_statements(database: Database) -> None:
    people = world.district()
    with count_statements() as counted:
        found = search_accounts(people.admin, role="inspector", sort="-username", page=1, size=2)
    assert [row.username for row in found.rows] == ["inspector3", "inspector2"]
    assert found.total == 3
    assert len([one for one in counted if one != "BEGIN"]) == 2
    rest = search_accounts(people.admin, role="inspector", sort="-username", page=2, size=2)
    assert [row.username for row in rest.rows] == ["inspector"]
    assert search_accounts(people.admin, words="康乐").total == 1
    assert search_accounts(people.admin, words="%").total == 0


def test_an_account_that_is_not_there_is_not_found(database: Database) -> None:
    people = world.district()
    with pytest.raises(NotFound):
        read_account(people.admin, 999)


def test_what_happened_to_an_account_stands_on_its_timeline(database: Database) -> None:
    people = world.district()
    seen = read_account(people.admin, people.office.account_id)
    set_account_active(people.admin, seen.id, seen.version, active=False, reason="调离")
    entries = account_timeline(people.admin, seen.id)
    assert [entry.summary for entry in entries] == ["新建账号“office”（欧办）", "停用账号“office”"]
    assert entries[-1].reason == "调离"
