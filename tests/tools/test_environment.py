"""Setting up: what is there already is left alone, what is missing is said in words."""

from pathlib import Path

import pytest

from tools import debian, environment
from tools.debian import Program, advice
from tools.errors import SetupFailed


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two locks and an environment that holds a Python and nothing else."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv/synced-lock.txt")
    for lock in environment.LOCKS:
        (tmp_path / lock).write_text(f"pins of {lock}", encoding="utf-8")
    environment.executable("python").parent.mkdir(parents=True)
    environment.executable("python").touch()
    return tmp_path


def stamp(lock: str) -> None:
    environment.STAMP.write_text(environment.fingerprint(lock), encoding="utf-8")


def test_an_environment_that_was_never_synced_is_synced(checkout: Path) -> None:
    assert not environment.is_synced("requirements.lock")


@pytest.mark.parametrize("lock", environment.LOCKS)
def test_a_synced_environment_is_left_alone(checkout: Path, lock: str) -> None:
    stamp(lock)
    assert environment.is_synced(lock)


def test_the_environment_for_tests_is_enough_to_run(checkout: Path) -> None:
    stamp("requirements-dev.lock")
    assert environment.is_synced("requirements.lock")


def test_the_environment_for_running_is_not_enough_for_tests(checkout: Path) -> None:
    stamp("requirements.lock")
    assert not environment.is_synced("requirements-dev.lock")


@pytest.mark.parametrize("lock", environment.LOCKS)
def test_a_changed_lock_is_synced_again(checkout: Path, lock: str) -> None:
    stamp(lock)
    (checkout / lock).write_text("other pins", encoding="utf-8")
    assert not environment.is_synced(lock)


def test_an_environment_without_its_python_is_made_anew(checkout: Path) -> None:
    stamp("requirements-dev.lock")
    environment.executable("python").unlink()
    assert not environment.is_synced("requirements-dev.lock")


def test_a_shim_of_uv_that_leads_nowhere_is_not_taken_for_uv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = tmp_path / "uv"
    shim.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(environment, "OWN_UV", tmp_path / "none")
    assert environment.find_uv() is None


def test_the_advice_names_each_missing_program_and_one_command_for_all() -> None:
    there: list[Program] = [
        Program("poppler-utils", "pictures of pages", lambda: False),
        Program("postgresql", "the second database", lambda: False),
    ]
    text = advice(there)
    assert "pictures of pages" in text
    assert "apt-get install --no-install-recommends poppler-utils postgresql" in text


def test_without_root_the_setup_stops_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "PROGRAMS", (Program("chromium", "browser tests", lambda: False),))
    monkeypatch.setattr(debian, "as_root", lambda: None)
    with pytest.raises(SetupFailed, match=r"apt-get install .* chromium"):
        debian.install_missing()


def test_nothing_is_asked_of_a_machine_that_has_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    def must_not_ask() -> None:
        raise AssertionError("asked for root although nothing is missing")

    monkeypatch.setattr(debian, "PROGRAMS", (Program("chromium", "browser tests", lambda: True),))
    monkeypatch.setattr(debian, "as_root", must_not_ask)
    debian.install_missing()
