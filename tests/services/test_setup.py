"""The first start: the one-time code, the first unit and administrator, and only once."""

from pathlib import Path

import pytest

from domain.errors import Invalid, Refused
from domain.permissions import Role
from services import sessions, setup
from services.logins import log_in
from services.settings_store import district_name
from tests import world
from tests.databases import Database

GOOD = setup.FirstStart("云溪区", "chief", "管总", world.PASSWORD, world.PASSWORD)


def test_the_code_stays_the_same_until_it_is_used_and_only_the_owner_reads_it(
    database: Database, data_dir: Path
) -> None:
    code = setup.start_code()
    assert setup.start_code() == code
    assert (data_dir / setup.CODE_FILE).stat().st_mode & 0o077 == 0


def test_the_first_start_makes_the_district_and_an_administrator_who_can_log_in(
    database: Database, data_dir: Path
) -> None:
    assert setup.needs_setup()
    setup.first_start(setup.start_code().lower(), GOOD)
    assert not setup.needs_setup()
    assert not (data_dir / setup.CODE_FILE).exists()
    assert district_name() == "云溪区"
    found = sessions.find(log_in("chief", world.PASSWORD))
    assert found is not None
    assert (found.actor.role, found.actor.unit_name, found.must_change) == (Role.ADMIN, "云溪区", False)


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "汉字"])
def test_a_wrong_code_opens_nothing(database: Database, code: str) -> None:
    setup.start_code()
    with pytest.raises(Invalid) as told:
        setup.first_start(code, GOOD)
    assert "code" in told.value.fields
    assert setup.needs_setup()


def test_nobody_claims_the_system_a_second_time(database: Database) -> None:
    code = setup.start_code()
    setup.first_start(code, GOOD)
    with pytest.raises(Refused, match="已经完成"):
        setup.first_start(code, GOOD)


def test_every_wrong_field_is_told_at_once(database: Database) -> None:
    wrong = setup.FirstStart(" ", "管", " ", "短", "长")
    with pytest.raises(Invalid) as told:
        setup.first_start(setup.start_code(), wrong)
    assert set(told.value.fields) == {"district", "username", "name", "password", "repeated"}
    assert setup.needs_setup()
