"""What the commands start, and what their exit status says."""

import sys
from collections.abc import Callable

import pytest

from tools import application, checks


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """Let the named programs fail and every other one pass; gives the list of what was started."""

    def arrange(*failing: str, thin: str = "") -> list[list[str]]:
        started: list[list[str]] = []

        def call(command: list[str], **_environment: str) -> int:
            started.append(command)
            return int(bool(set(failing).intersection(command)))

        monkeypatch.setattr(checks, "call", call)
        monkeypatch.setattr(checks, "shortfall", lambda package: "too little" if package == thin else "")
        return started

    return arrange


def test_all_is_well_when_every_check_and_every_test_passes(outcome: Callable[..., list[list[str]]]) -> None:
    started = outcome()
    assert checks.run_all([]) == 0
    assert started == [*checks.CHECKS.values(), checks.TESTS]


@pytest.mark.parametrize("program", ["ruff", "mypy", "lint-imports", "checklists", "pytest"])
def test_one_failure_is_a_failure_but_the_tests_still_run(
    outcome: Callable[..., list[list[str]]], program: str
) -> None:
    started = outcome(program)
    assert checks.run_all([]) == 1
    assert started[-1] == checks.TESTS


@pytest.mark.parametrize("package", ["domain", "services"])
def test_a_package_under_the_floor_is_a_failure_although_its_tests_pass(
    outcome: Callable[..., list[list[str]]], package: str
) -> None:
    outcome(thin=package)
    assert checks.run_all([]) == 1


def test_arguments_choose_single_tests(outcome: Callable[..., list[list[str]]]) -> None:
    started = outcome()
    checks.run_all(["tests/domain", "-x"])
    assert started == [["python", "-m", "pytest", "tests/domain", "-x"]]


@pytest.mark.parametrize(
    ("variables", "where"),
    [
        ({}, ["--server.address", "127.0.0.1", "--server.port", "8501"]),
        (
            {"XIAOHAO_ADDRESS": "0.0.0.0", "XIAOHAO_PORT": "80"},  # noqa: S104 - opened on purpose
            ["--server.address", "0.0.0.0", "--server.port", "80"],  # noqa: S104 - opened on purpose
        ),
    ],
)
def test_only_this_machine_is_served_unless_somebody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], where: list[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(application, "become", started.append)
    for name in ("XIAOHAO_ADDRESS", "XIAOHAO_PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    application.start([])
    assert started == [["-m", "streamlit", "run", "streamlit_app.py", *where]]


def test_tests_outside_the_two_measured_rooms_are_not_traced() -> None:
    assert sys.gettrace() is None
