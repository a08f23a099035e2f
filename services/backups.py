"""备份: copies of the database beside it, each checked as soon as it is made and recorded in the audit log.

A copy holds everything, the leads too, which administrators do not read: it stays in the server's folder and is not
handed out over the web. Whoever runs the server takes it from there, with the evidence, to another machine.
"""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from domain.errors import Full, WrongState
from domain.permissions import Action
from models import engine, settings
from models.audit import AuditEntry
from services import clock
from services.actor import Actor
from services.audit import record
from services.use_case import INJECTED, command, query

OBJECT, FOLDER = "backup", "backups"
SHOWN = 20
_NO_ROOM = "存储空间不足，备份没有做成。请先把旧的备份移到别的机器上，再重试。"
_SOUND = "ok"  # the answer of SQLite when nothing is wrong


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made. size: in bytes; check: "ok" or what SQLite says is wrong; there: whether it is still."""

    id: int
    at: datetime
    by: str
    file: str
    size: int
    check: str
    there: bool

    @property
    def sound(self) -> bool:
        return self.check == _SOUND


@dataclass(frozen=True, slots=True)
class BackupView:
    """The last copies, the newest first. folder: "" where the database is no file of ours; sizes in bytes."""

    backups: tuple[Backup, ...]
    folder: str
    evidence: str
    size: int = 0
    free: int = 0


@query(Action.BACKUP_MAKE)
def read_backups(actor: Actor, *, session: Session = INJECTED) -> BackupView:
    """The last copies that were made here, and whether there is room for another one."""
    evidence = str(settings.load().evidence_dir)
    source = _database()
    if source is None:
        return BackupView((), "", evidence)
    folder = source.parent / FOLDER
    found = select(AuditEntry).where(AuditEntry.object_type == OBJECT).order_by(col(AuditEntry.id).desc())
    made = tuple(_read(row, folder) for row in session.exec(found.limit(SHOWN)).all())
    free = shutil.disk_usage(source.parent).free
    return BackupView(made, str(folder), evidence, source.stat().st_size, free)


def _read(row: AuditEntry, folder: Path) -> Backup:
    name, size = str(row.after.get("file", "")), int(str(row.after.get("size", 0)))
    copy = folder / name
    there = copy.is_file() and copy.stat().st_size == size
    return Backup(row.id or 0, row.at, row.actor_name, name, size, str(row.after.get("check", "")), there)


def make_backup(actor: Actor) -> str:
    """Copy the database while others work on, check the copy, and record it; what came of it in a sentence.

    Raises `WrongState` where the database is no file of ours, `Full` when there is no room.
    """
    view = read_backups(actor)
    source = _database()
    if source is None:
        raise WrongState("数据库不是 SQLite，请在服务器上用 pg_dump 备份。")
    if view.free < 2 * view.size:
        raise Full(_NO_ROOM)
    name = f"xiaohao-{clock.local(clock.now()):%Y%m%d-%H%M%S}.db"
    folder = source.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / name
    check = _copied(source, target)
    values = {
        "file": name, "size": target.stat().st_size, "check": check, "sha256": _digest(target),
    }  # fmt: skip
    note_backup(actor, values)
    told = "校验完好" if check == _SOUND else f"校验发现问题：{check}，请联系运行维护人员"
    return f"已备份为 {name}，{told}。"


@command(Action.BACKUP_MAKE)
def note_backup(actor: Actor, values: dict[str, object], *, session: Session = INJECTED) -> None:
    """Record a copy that was made."""
    record(
        actor, Action.BACKUP_MAKE, OBJECT, 0, f"备份数据库为 {values['file']}", after=values, session=session
    )


def _database() -> Path | None:
    """The file of the database; None where it is none (PostgreSQL)."""
    url = engine.current().url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _copied(source: Path, target: Path) -> str:
    """Copy page by page, whole or not at all; what the check of the copy says."""
    part = target.with_suffix(".part")
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as now,
            closing(sqlite3.connect(part)) as copy,
        ):
            part.chmod(0o600)
            now.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
            check = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
        part.rename(target)
    except sqlite3.OperationalError as error:
        part.unlink(missing_ok=True)
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise Full(_NO_ROOM) from error
        raise
    return check


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
