"""The real server in a process of its own, with the demo district in its database."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import monotonic
from urllib.request import ProxyHandler, build_opener

from sqlmodel import col, select

import migrations
from domain.permissions import Role
from models import engine
from models.account import Account
from seed.demo import fill
from services import sessions

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90
_ASK = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, its process, its database."""

    url: str
    pid: int
    database: str

    def tokens(self, count: int) -> list[tuple[Role, str]]:
        """So many people of the district, all roles by turns, each with a session as logging in makes it."""
        with engine.transaction() as session:
            rows = session.exec(select(Account).where(col(Account.active)).order_by(col(Account.id))).all()
            by_role = [
                [row for row in rows if row.role == role] for role in sorted({row.role for row in rows})
            ]
            turns = (next(people) for people in cycle([cycle(people) for people in by_role]))
            chosen = list(islice(turns, count))
            return [(Role(row.role), sessions.open_session(row.key, session=session)) for row in chosen]


@contextmanager
def demo_server(folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Fill a database in the folder and start the application on it; it is stopped at the end."""
    database = f"sqlite:///{folder / 'xiaohao.db'}"
    migrations.upgrade(database)
    bound = engine.use(database)
    fill(lambda _share, _what: None)
    _let_in()
    port = _free_port()
    ours = {"XIAOHAO_DATA_DIR": str(folder), "XIAOHAO_DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}
    where = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *where]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**environment, **ours}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process)
        yield Server(url, process.pid, database)
    finally:
        process.terminate()
        process.wait(timeout=20)
        bound.dispose()


def _let_in() -> None:
    """Nobody of the district has to change a password first."""
    with engine.transaction() as session:
        for row in session.exec(select(Account)).all():
            row.must_change = False
            session.add(row)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + START_SECONDS
    while monotonic() < deadline:
        try:
            with _ASK.open(f"{url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:  # refused, or too slow: not there yet
            pass
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError("the server did not start")
