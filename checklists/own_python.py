"""Go on in the environment of the project, which is set up when it is not there yet."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout

from tools import environment
from tools.errors import SetupFailed


def go_on(arguments: Sequence[str], missing: ModuleNotFoundError) -> int:
    """Run `python -m checklists` with these arguments in the environment; its exit status.

    Nothing is written to the output before it: with --json that output is a program's.

    Raises:
        ModuleNotFoundError: `missing` again, when this already is that environment.
    """
    if sys.prefix == str(environment.VENV) and not sys.flags.no_site:
        raise missing
    try:
        with redirect_stdout(sys.stderr):
            environment.prepare("requirements.lock")
    except (SetupFailed, subprocess.CalledProcessError) as failure:
        sys.stderr.write(
            f"缺少组件“{missing.name}”，没有装上：{failure}\n先按 README 运行一次 python3 -m tools run。\n"
        )
        return 1
    return subprocess.call([environment.executable("python"), "-m", "checklists", *arguments])
