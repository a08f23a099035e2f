"""Set up what a command needs, then run it.

python3 -m tools run     start the application
python3 -m tools demo    fill the database with a demo district
python3 -m tools test    all checks and all tests
python3 -m tools setup   only set up, for both

For the operator, in the language of the people who run it:

python3 -m tools reset-admin [account]   a new temporary password for an administrator
python3 -m tools move DATABASE_URL       copy everything into an empty database
python3 -m tools clear-demo              put the demo data aside and start from nothing
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools import application, checks, debian, environment
from tools.errors import SetupFailed


def set_up_for_tests() -> None:
    environment.prepare("requirements-dev.lock")
    debian.install_missing()


def run(arguments: list[str]) -> int:
    environment.prepare("requirements.lock")
    return application.start(arguments)


def demo(arguments: list[str]) -> int:
    environment.prepare("requirements.lock")
    return application.seed(arguments)


def test(arguments: list[str]) -> int:
    set_up_for_tests()
    return checks.run_all(arguments)


def setup(_arguments: list[str]) -> int:
    set_up_for_tests()
    return 0


def operate(arguments: list[str]) -> int:
    """One of the operator's commands; its own name is the first argument."""
    environment.prepare("requirements.lock")
    return application.operate(arguments)


COMMANDS = {"run": run, "demo": demo, "test": test, "setup": setup}
OPERATED = ("reset-admin", "move", "clear-demo")


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in {*COMMANDS, *OPERATED}:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python can start this file and must be told
        print("Xiaohao needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".", file=sys.stderr)
        return 1
    os.chdir(environment.ROOT)
    try:
        if arguments[0] in OPERATED:
            return operate(arguments)
        return COMMANDS[arguments[0]](arguments[1:])
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        print(f"\nThis step failed (exit status {failure.returncode}): {failure.cmd}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


sys.exit(main(sys.argv[1:]))
