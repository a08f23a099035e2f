"""What the operator can do on the server's terminal: a lost password, another database, an end to the demo."""

from pathlib import Path

import pytest
import sqlalchemy as sql
from sqlmodel import select

from console.__main__ import main
from domain.account_rules import AccountForm
from domain.errors import NotFound, Refused
from domain.permissions import Role
from domain.units import UnitKind
from models import engine
from models.audit import AuditEntry
from models.finding import Finding
from models.unit import Unit
from services import clock, demo_data, health, moving, rescue, sessions, setup
from services.accounts import create_account, create_accounts
from services.actor import Actor
from services.audit import verify_chain
from services.logins import log_in
from services.units import UnitForm, create_unit
from tests import ledger_world, world
from tests.databases import Cluster, Database, SqliteTemplate
from tests.running import token_of
from tests.world import People


@pytest.fixture
def people(sqlite_database: Database) -> People:
    return world.district()


# A lost password


def test_the_only_administrator_gets_back_in_and_the_log_says_so(people: People) -> None:
    old = token_of(people.admin)
    made = rescue.reset_admin()
    assert sessions.find(old) is None
    found = sessions.find(log_in("chief", made.temporary_password))
    assert found is not None
    assert (found.actor.role, found.must_change) == (Role.ADMIN, True)
    with engine.reading() as session:
        said = session.execute(select(AuditEntry.summary, AuditEntry.actor_name, AuditEntry.reason)).all()
    assert ("重置账号“chief”的密码", "系统", rescue.REASON) in [tuple(row) for row in said]
    assert verify_chain(people.admin) is None


def test_only_administrators_are_reset_there_and_of_several_the_named_one(
    people: People, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(health, "migrate", lambda: None)
    with pytest.raises(NotFound):
        rescue.reset_admin("office")
    create_account(people.admin, AccountForm("chief2", "管二", Role.ADMIN, people.unit("专项办")))
    assert main(["reset-admin"]) == 1
    assert "chief、chief2" in capsys.readouterr().err
    assert main(["reset-admin", "CHIEF2"]) == 0
    assert "账号：chief2" in capsys.readouterr().out
    assert log_in("chief", world.PASSWORD)


# Another database


@pytest.fixture
def campaign(people: People) -> ledger_world.Place:
    """Findings with their history, and a unit that stands below a later one."""
    place = ledger_world.campaign(people)
    place.verified()
    place.finding(description="第二个问题，带引号 ' 和表情 😀，长一点以便登记。")
    later = create_unit(people.admin, UnitForm("南山镇", UnitKind.TOWNSHIP, people.unit(world.DISTRICT)))
    with engine.transaction() as session:
        session.get_one(Unit, people.unit("东街一村")).parent_id = later
    return place


def test_everything_moves_from_sqlite_to_postgresql_and_goes_on_there(
    campaign: ledger_world.Place,
    sqlite_database: Database,
    migrated_postgresql: Cluster,
    data_dir: Path,
) -> None:
    with migrated_postgresql.empty(data_dir) as target:
        receipt = moving.move(sqlite_database.url, target.url, tell=print)
        assert receipt.rows > 80
        engine.use(target.url)
        try:
            assert verify_chain(campaign.people.admin) is None
            assert campaign.finding() > 2  # numbers and the chain continue
            assert verify_chain(campaign.people.admin) is None
            with engine.reading() as session:
                number = len(session.exec(select(Finding.id)).all())
            assert number == 3
            with pytest.raises(Refused, match="不是空的"):
                moving.move(sqlite_database.url, target.url, tell=print)
        finally:
            engine.use(sqlite_database.url)


def test_a_log_that_was_tampered_with_is_not_carried_over(
    campaign: ledger_world.Place, sqlite_database: Database, migrated_sqlite: SqliteTemplate, tmp_path: Path
) -> None:
    with engine.transaction() as session:
        session.execute(sql.text("DROP TRIGGER audit_entry_no_update"))
        session.execute(sql.text("UPDATE audit_entry SET summary = '改动' WHERE id = 3"))
    with migrated_sqlite.empty(tmp_path) as target:
        with pytest.raises(Refused, match="审计记录第3条"):
            moving.move(sqlite_database.url, target.url, tell=print)
        with sql.create_engine(target.url).connect() as there:
            assert there.execute(sql.select(sql.func.count()).select_from(Unit)).scalar() == 0


# An end to the demo


def installed(data_dir: Path, template: SqliteTemplate, *, demo: bool) -> None:
    """The district lives in the data folder itself, as after a real start."""
    file = data_dir / "xiaohao.db"
    file.write_bytes(template.file.read_bytes())
    engine.use(f"sqlite:///{file}")
    form = setup.FirstStart(world.DISTRICT, "chief", "管总", world.PASSWORD, world.PASSWORD)
    chief = setup.first_start(setup.start_code(), form)
    admin = Actor(chief, "管总", Role.ADMIN, 1, world.DISTRICT)
    office = AccountForm("leader", "凌导", Role.LEADER, 1)
    create_accounts(admin, [office], shared_password=world.PASSWORD)
    (data_dir / "evidence").mkdir(exist_ok=True)
    (data_dir / "evidence" / "photo").write_text("x", encoding="ascii")
    (data_dir / "backups").mkdir()
    if demo:
        with engine.transaction() as session:
            demo_data.mark(session=session)


def test_demo_data_is_put_aside_by_an_administrator_and_the_system_starts_anew(
    data_dir: Path, migrated_sqlite: SqliteTemplate
) -> None:
    installed(data_dir, migrated_sqlite, demo=True)
    for username, password in (("chief", "wrong-password"), ("leader", world.PASSWORD)):
        with pytest.raises(Refused):
            demo_data.set_aside(username, password)
    with engine.reading() as reader:
        reader.execute(sql.text("SELECT 1"))
        assert not setup.needs_setup()
    kept = demo_data.set_aside("chief", world.PASSWORD)
    assert sorted(path.name for path in kept.iterdir()) == ["backups", "evidence", "xiaohao.db"]
    assert main(["clear-demo"]) == 1  # nothing is marked as demo any more
    assert setup.needs_setup()
    assert kept.name.startswith(f"demo-{clock.today():%Y%m%d}")


def test_real_data_and_a_running_system_are_left_alone(
    data_dir: Path, migrated_sqlite: SqliteTemplate
) -> None:
    installed(data_dir, migrated_sqlite, demo=False)
    with pytest.raises(Refused, match="不是演示数据"):
        demo_data.set_aside("chief", world.PASSWORD)
    with engine.transaction() as session:
        demo_data.mark(session=session)
    other = engine.build(f"sqlite:///{data_dir / 'xiaohao.db'}")
    with other.connect() as asked_once:  # and then kept open by the pool, as a server does between requests
        asked_once.execute(sql.text("SELECT id FROM unit"))
    with pytest.raises(Refused, match="还在运行"):
        demo_data.set_aside("chief", world.PASSWORD)
    other.dispose()
    assert (data_dir / "xiaohao.db").exists()
