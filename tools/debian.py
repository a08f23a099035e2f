"""The programs that tests need beside Python; installed with apt where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.errors import SetupFailed


@dataclass(frozen=True)
class Program:
    """A Debian package, what it is for, and how to see that the machine has it or its like."""

    package: str
    purpose: str
    is_there: Callable[[], bool]


def on_path(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def has_postgresql() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def has_chinese_font() -> bool:
    if sys.platform != "linux":  # every other desktop brings one
        return True
    if Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc").exists():
        return True
    listing = ["fc-list", ":lang=zh-cn", "family"]
    return bool(shutil.which("fc-list") and subprocess.run(listing, capture_output=True).stdout.strip())


# The shell comes first: it draws no window, so a page costs it half.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PROGRAMS = (
    Program("chromium-headless-shell", "browser tests", on_path(*BROWSERS)),
    Program("fonts-wqy-microhei", "Chinese text in screenshots and documents", has_chinese_font),
    Program("libreoffice-writer-nogui", "rendering Word documents", on_path("soffice")),
    Program("poppler-utils", "looking at rendered pages", on_path("pdftoppm")),
    Program("postgresql", "tests on the second database", has_postgresql),
)


def missing() -> list[Program]:
    return [program for program in PROGRAMS if not program.is_there()]


def install_missing() -> None:
    """Install what is missing, or say plainly what to install."""
    wanted = missing()
    if not wanted:
        return
    prefix = as_root()
    if shutil.which("apt-get") is None or prefix is None:
        raise SetupFailed(advice(wanted))
    names = [program.package for program in wanted]
    print("Installing " + ", ".join(names) + " …", flush=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run([*prefix, *environment, "apt-get", "update", "-qq"], check=True)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    subprocess.run([*prefix, *environment, *install], check=True, stdout=subprocess.DEVNULL)
    if still := missing():
        raise SetupFailed(advice(still))


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; None when we may not."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def advice(programs: list[Program]) -> str:
    listed = "\n".join(f"  {program.package:<26} {program.purpose}" for program in programs)
    names = " ".join(program.package for program in programs)
    return (
        f"The tests need these programs, and they cannot be installed from here:\n{listed}\n"
        f"On Debian:\n  sudo apt-get install --no-install-recommends {names}"
    )
