"""The Python environment: uv, .venv and the packages of a lock file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.errors import SetupFailed

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OWN_UV = ROOT / ".uv"
STAMP = VENV / "synced-lock.txt"
WINDOWS = os.name == "nt"
LOCKS = ("requirements.lock", "requirements-dev.lock")  # the second holds everything of the first


def executable(name: str) -> Path:
    """A program of the environment, `python` for example."""
    return VENV / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def prepare(lock: str) -> None:
    """Bring .venv to the state of `lock`; touches nothing, and no network, when it is there already."""
    if is_synced(lock):
        return
    uv = find_uv() or install_uv()
    if not executable("python").exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], check=True)
    print(f"Installing the packages of {lock} …", flush=True)
    command = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(executable("python")), lock]
    subprocess.run(command, check=True, cwd=ROOT)
    STAMP.write_text(fingerprint(lock), encoding="utf-8")


def is_synced(lock: str) -> bool:
    """True when .venv was synced from this lock, or from the larger one, as they are now."""
    if not (STAMP.exists() and executable("python").exists()):
        return False
    enough = LOCKS[LOCKS.index(lock) :]
    return STAMP.read_text(encoding="utf-8") in {fingerprint(name) for name in enough}


def fingerprint(lock: str) -> str:
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}"


def find_uv() -> str | None:
    """A uv that really runs: a shim on the PATH may point nowhere."""
    own = shutil.which("uv", path=str(OWN_UV / "bin"))
    for candidate in (shutil.which("uv"), own):
        if candidate and subprocess.run([candidate, "--version"], capture_output=True).returncode == 0:
            return candidate
    return None


def install_uv() -> str:
    """Put uv into a folder of its own: `--target` is allowed where the system's Python is protected."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        raise SetupFailed("This Python has no pip. On Debian: apt-get install python3-pip")
    print("Installing uv …", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--root-user-action", "ignore"]
    subprocess.run([*pip, "--upgrade", "--target", str(OWN_UV), "uv"], check=True)
    found = find_uv()
    if found is None:
        raise SetupFailed("uv was installed but does not run; install it yourself and put it on the PATH.")
    return found
