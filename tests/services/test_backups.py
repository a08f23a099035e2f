"""Copies of the database: made while it is used, checked, recorded, and never handed out."""

import sqlite3
from pathlib import Path

import pytest

from domain.errors import Full, Refused, WrongState
from models import engine
from services.audit_search import AuditQuery, find_entries
from services.backups import make_backup, read_backups
from tests import world
from tests.databases import Database


def test_a_copy_is_whole_checked_and_recorded_and_what_was_moved_away_is_said_so(
    sqlite_database: Database,
) -> None:
    people = world.district()
    told = make_backup(people.admin)
    assert "校验完好" in told
    view = read_backups(people.admin)
    (made,) = view.backups
    copy = Path(view.folder) / made.file
    assert (made.sound, made.there, made.by) == (True, True, people.admin.name)
    assert copy.stat().st_mode & 0o077 == 0, "nobody else on the server reads it"
    with sqlite3.connect(copy) as opened:
        assert opened.execute("select count(*) from unit").fetchone()[0] >= len(people.units)
    assert [
        row.entry.summary for row in find_entries(people.admin, AuditQuery(object_type="backup")).rows
    ] == [f"备份数据库为 {made.file}"]
    copy.unlink()
    assert read_backups(people.admin).backups[0].there is False


def test_only_administrators_make_copies_and_only_where_there_is_room(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = world.district()
    with pytest.raises(Refused):
        make_backup(people.office)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Room", (), {"free": 10})())
    with pytest.raises(Full, match="存储空间不足"):
        make_backup(people.admin)
    assert read_backups(people.admin).backups == ()


def test_another_database_is_copied_by_its_own_tools(database: Database) -> None:
    people = world.district()
    if engine.current().dialect.name == "sqlite":
        assert read_backups(people.admin).folder
        return
    assert read_backups(people.admin).folder == ""
    with pytest.raises(WrongState, match="pg_dump"):
        make_backup(people.admin)
