"""All checks, in the order of their cost; the tests come last and have the last word."""

from __future__ import annotations

import os
import subprocess

from tools.environment import ROOT, executable

RECOMPILE = "PYTHONDONTWRITEBYTECODE"  # with it each of the many processes would compile everything again
COVERED = ("domain", "services")  # each of the two must reach the floor of pyproject.toml by itself

CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "--output-format", "concise", "."],
    "imports": ["lint-imports", "--no-logo"],
    "types": ["mypy"],
    "schemes": ["python", "-m", "checklists", "check", "checklists"],
}
# A file stays in one process, where its tests share what is dear: a server, a browser, a filled district. In the
# order of their names the browsers come first and small files last, so that all end together. Three for two
# cores: while a browser is waited for, another process works.
TESTS = ["python", "-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
# The list of places comes only when a package is under the floor, which `shortfall` finds out for each.
TESTS += ["--cov", "--cov-report=", "--cov-fail-under=0"]


def run_all(arguments: list[str]) -> int:
    """Run every check even when one fails, then the tests; 0 when all of them passed.

    The names of failed checks go to pytest, which says them again above its closing line.
    `arguments` go to pytest: with any, only the tests run, without measuring coverage.
    """
    if arguments:
        return call(["python", "-m", "pytest", *arguments])
    failed = [name for name, command in CHECKS.items() if announced(name, command)]
    print(f"\n== tests: {' '.join(TESTS)}", flush=True)
    status = call(TESTS, XIAOHAO_FAILED_CHECKS=", ".join(failed))
    thin = [line for line in map(shortfall, COVERED) if line]
    print("\n".join(thin), end="\n" if thin else "")
    return status or int(bool(failed or thin))


def shortfall(package: str) -> str:
    """The uncovered places of one package whose coverage is under the floor, else nothing."""
    command = [str(executable("coverage")), "report", f"--include={package}/*"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return f"\n== coverage of {package}\n{done.stdout}{done.stderr}" if done.returncode else ""


def announced(name: str, command: list[str]) -> int:
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    return call(command)


def call(command: list[str], **environment: str) -> int:
    program, *arguments = command
    inherited = {name: value for name, value in os.environ.items() if name != RECOMPILE}
    return subprocess.call([str(executable(program)), *arguments], cwd=ROOT, env=inherited | environment)
