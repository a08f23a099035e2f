"""python -m checklists check|explain|new, with any Python.

Whoever writes schemes types this on a machine where only the environment of the project has the packages:
then the command goes on there.
"""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TextIO

from checklists.own_python import go_on


def with_any_sign(out: TextIO) -> None:
    """A sign that the console or file has no code for (GBK on Windows) becomes a question mark, no failure."""
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="replace")


def run(arguments: Sequence[str]) -> int:
    """Run one command here, or where the packages are; the exit status is 1 when anything fails."""
    with_any_sign(sys.stdout)
    with_any_sign(sys.stderr)
    try:
        from checklists.command_line import main  # not at the top: it needs packages that may not be here
    except ModuleNotFoundError as missing:
        return go_on(arguments, missing)
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
