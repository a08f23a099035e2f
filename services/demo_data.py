"""Demonstration data: known as such, and put aside as a whole when a district starts for real.

Nothing is deleted: the database, its copies and the evidence move to a folder of their own.
"""

import shutil
import sqlite3
from pathlib import Path

from sqlmodel import Session, select

from domain.errors import Refused
from domain.permissions import Role
from models import engine, settings
from models.account import Account, Setting
from services import clock, passwords
from services.backups import FOLDER
from services.settings_store import put

MARK = "demo"
IN_USE = "系统还在运行，或者有别的程序打开着数据库。请先停止系统，再办理一次。"


def mark(*, session: Session) -> None:
    """Remember that this database was filled with invented data."""
    put(MARK, {"on": clock.today().isoformat()}, session=session)


def is_demo() -> bool:
    """Whether this database was filled with invented data."""
    with engine.reading() as session:
        return session.get(Setting, MARK) is not None


def require_demo() -> None:
    """`Refused` unless the data is invented and lies in the data folder."""
    if not is_demo():
        raise Refused("这不是演示数据，不能清除。")
    if settings.load().database_url:
        raise Refused(
            "演示数据在 PostgreSQL 里：请另建一个空库，把 XIAOHAO_DATABASE_URL 指向它，"
            "并把 XIAOHAO_DATA_DIR 换成一个空的目录，再启动系统。"
        )


def set_aside(username: str, password: str) -> Path:
    """Move database, its copies and evidence to a folder of the data folder, which is returned.

    Raises `Refused` for real data, for anybody but an administrator, and while the system runs.
    """
    require_demo()
    _require_admin(username, password)
    data = settings.load().data_dir
    engine.current().dispose()
    require_idle(data / "xiaohao.db")
    kept = data / f"demo-{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    kept.mkdir()
    for name in ("xiaohao.db", "xiaohao.db-wal", "xiaohao.db-shm", "evidence", FOLDER):
        if (data / name).exists():
            shutil.move(data / name, kept / name)
    return kept


def _require_admin(username: str, password: str) -> None:
    with engine.reading() as session:
        row = session.exec(select(Account).where(Account.username == username)).first()
    if row is None:
        passwords.spend_time(password)
    if row is None or not passwords.matches(row.password_hash, password):
        raise Refused("账号或密码不对。")
    if not row.active or row.role != Role.ADMIN.value:
        raise Refused("只有在用的系统管理员可以清除演示数据。")


def require_idle(file: Path) -> None:
    """`Refused` while another connection is open; folds the write-ahead log into the file."""
    connection = sqlite3.connect(file, timeout=0)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")  # needs the file for itself alone
    except sqlite3.OperationalError as error:
        raise Refused(IN_USE) from error
    finally:
        connection.close()
