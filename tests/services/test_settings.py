"""Settings of the installation, drafts of forms, health, and the search in the audit log."""

from datetime import date

import pytest

from domain.errors import Conflict, Invalid
from domain.terms import Unit
from domain.traffic_lights import DEFAULT_BOUNDS, LightBounds
from domain.units import UnitKind
from models import engine
from services import clock, health
from services.audit import record
from services.audit_search import AuditQuery, export_entries, find_entries
from services.drafts import LONGEST, drop_draft, read_draft, save_draft
from services.settings_store import SystemSettings, default_bounds, read_settings, save_settings
from services.units import UnitForm, create_unit
from tests import world
from tests.databases import Database
from tests.statements import count_statements


def test_settings_are_kept_and_reach_those_who_need_the_bounds(database: Database) -> None:
    people = world.district()
    seen = read_settings(people.admin)
    assert seen == SystemSettings(world.DISTRICT, DEFAULT_BOUNDS)
    new = SystemSettings("云溪新区", LightBounds(3, Unit.WORKING_DAY))
    save_settings(people.admin, new, seen=seen)
    assert read_settings(people.admin) == new
    with engine.reading() as session:
        assert default_bounds(session=session) == new.bounds


def test_the_second_to_change_the_settings_is_told(database: Database) -> None:
    people = world.district()
    seen = read_settings(people.admin)
    save_settings(people.admin, SystemSettings("甲区", DEFAULT_BOUNDS), seen=seen)
    with pytest.raises(Conflict):
        save_settings(people.admin, SystemSettings("乙区", DEFAULT_BOUNDS), seen=seen)


def test_a_year_of_days_is_taken_and_a_day_more_is_not(database: Database) -> None:
    people = world.district()
    seen = read_settings(people.admin)
    with pytest.raises(Invalid) as told:
        save_settings(people.admin, SystemSettings("", LightBounds(366)), seen=seen)
    assert set(told.value.fields) == {"district", "yellow_days"}
    save_settings(people.admin, SystemSettings("甲区", LightBounds(365)), seen=seen)


def test_a_draft_belongs_to_one_person_and_one_form(database: Database) -> None:
    people = world.district()
    save_draft(people.office, "f", {"a": "文字", "n": 3})
    save_draft(people.office, "f", {"a": "改过", "n": 3})
    assert read_draft(people.office, "f") == {"a": "改过", "n": 3}
    assert read_draft(people.leader, "f") == {}
    assert read_draft(people.office, "g") == {}
    drop_draft(people.office, "f")
    assert read_draft(people.office, "f") == {}


def test_a_draft_too_long_to_keep_is_told_and_the_earlier_one_stays(database: Database) -> None:
    people = world.district()
    save_draft(people.office, "f", {"a": "短"})
    with pytest.raises(Invalid, match="过长"):
        save_draft(people.office, "f", {"a": "长" * LONGEST})
    assert read_draft(people.office, "f") == {"a": "短"}


def test_health_is_good_on_a_migrated_database(database: Database) -> None:
    assert health.check() == health.Health(database=True, migrations=True)
    assert health.check().well


def test_health_tells_an_old_schema_and_a_missing_database(unmigrated_database: Database) -> None:
    engine.use(unmigrated_database.url)
    assert health.check() == health.Health(database=True, migrations=False)
    engine.use("postgresql+psycopg://nobody@/nothing?host=/nowhere").dispose()
    assert health.check() == health.Health(database=False, migrations=False)


def test_the_audit_log_is_searched_by_words_person_object_and_day_in_two_statements(
    database: Database,
) -> None:
    people = world.district()
    with clock.frozen(date(2026, 5, 6)):
        create_unit(people.admin, UnitForm("南山镇", UnitKind.TOWNSHIP, people.unit(world.DISTRICT)))
    wanted = AuditQuery("南山", "管总", "unit", date(2026, 5, 6), date(2026, 5, 6))
    with count_statements() as counted:
        found = find_entries(people.admin, wanted)
    assert len([one for one in counted if one != "BEGIN"]) == 2
    assert [row.entry.summary for row in found.rows] == ["新建镇街“南山镇”"]
    assert find_entries(people.admin, AuditQuery("南山", until=date(2026, 5, 5))).total == 0
    assert find_entries(people.admin, AuditQuery("南山", since=date(2026, 5, 7))).total == 0
    assert find_entries(people.admin, AuditQuery("%")).total == 0
    assert [row.id for row in export_entries(people.admin, wanted)] == [found.rows[0].id]


def test_entries_of_the_leads_compartment_are_for_the_discipline_role_alone(database: Database) -> None:
    people = world.district()
    with engine.transaction() as session:
        record(people.discipline, "lead.edit", "lead", 1, "登记线索", compartment="lead", session=session)
    assert find_entries(people.office, AuditQuery("登记线索")).total == 0
    assert find_entries(people.admin, AuditQuery("登记线索")).total == 0
    assert find_entries(people.discipline, AuditQuery("登记线索")).total == 1
