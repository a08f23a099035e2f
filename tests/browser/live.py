"""The real application in a process of its own, with a data folder of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from unittest.mock import patch

import httpx

from models import engine

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60  # a cold start on a busy machine
POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class LiveApp:
    """A running server: its address, its data and what it has printed so far."""

    url: str
    data_dir: Path
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.data_dir / 'xiaohao.db'}"

    def output(self) -> str:
        """What the terminal shows, the one-time code of the first start for example."""
        return self.log.read_text(encoding="utf-8")

    @contextmanager
    def services(self) -> Iterator[None]:
        """Use cases called in here, in the process of the test, work on the data of this server."""
        with patch.dict(os.environ, {"XIAOHAO_DATA_DIR": str(self.data_dir)}):
            bound = engine.use(self.database_url)
            try:
                yield
            finally:
                bound.dispose()


@contextmanager
def running_app(folder: Path) -> Iterator[LiveApp]:
    """Start the server on a free port, wait until it is healthy, and stop it at the end."""
    port = free_port()
    log = folder / "server.log"
    data_dir = folder / "data"
    with log.open("wb") as output:
        process = subprocess.Popen(
            serve_command(port),
            cwd=ROOT,
            env=clean_environment(data_dir),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    app = LiveApp(f"http://127.0.0.1:{port}", data_dir, log, process)
    try:
        wait_until_healthy(app)
        yield app
    finally:
        process.terminate()
        process.wait(timeout=20)


def serve_command(port: int) -> list[str]:
    where = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    return [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *where]


def clean_environment(data_dir: Path) -> dict[str, str]:
    """The environment without the settings of whoever runs the tests."""
    ours = ("XIAOHAO_", "STREAMLIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"XIAOHAO_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(app: LiveApp) -> None:
    """Ask until /healthz says 200; an application that ended or stays ill shows what it printed."""
    deadline = monotonic() + START_SECONDS
    while monotonic() < deadline:
        if is_healthy(app):
            return
        if has_ended(app.process):
            break
    raise RuntimeError(f"the application did not become healthy:\n{app.output()}")


def is_healthy(app: LiveApp) -> bool:
    try:
        return httpx.get(f"{app.url}/healthz", timeout=5, trust_env=False).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Watch the process for a moment: this is also the pause between two questions."""
    try:
        process.wait(timeout=POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True
