"""Start the application, or fill its database, with the Python of the environment."""

from __future__ import annotations

import os
import subprocess

from tools.environment import ROOT, WINDOWS, executable


def start(arguments: list[str]) -> int:
    """Serve on 127.0.0.1:8501, or on XIAOHAO_ADDRESS and XIAOHAO_PORT."""
    address = os.environ.get("XIAOHAO_ADDRESS", "127.0.0.1")
    port = os.environ.get("XIAOHAO_PORT", "8501")
    where = ["--server.address", address, "--server.port", port]
    return become(["-m", "streamlit", "run", "streamlit_app.py", *where, *arguments])


def seed(arguments: list[str]) -> int:
    return become(["-m", "seed", *arguments])


def operate(arguments: list[str]) -> int:
    return become(["-m", "console", *arguments])


def become(arguments: list[str]) -> int:
    """Run Python in our place, so that signals reach it; Windows cannot, there we wait for it."""
    command = [str(executable("python")), *arguments]
    if WINDOWS:
        return subprocess.call(command, cwd=ROOT)
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606 - our own Python, from a list
