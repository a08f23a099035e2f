"""Every form of the format, tried by the cases of a scheme that uses them all."""

from pathlib import Path

import pytest

from domain.library import lint, load_folder
from domain.library.library import Library
from domain.library.models.base import Entry
from domain.library.scopes import visits
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import Trial, run_cases

HERE = Path(__file__).parent
LIBRARIES = [
    load_folder(HERE / "everything"),
    load_folder(HERE / "service_year"),
    load_folder(HERE / "contract_dates"),
]
TRIALS = [trial for library in LIBRARIES for trial in run_cases(library)]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.id)
def test_the_schemes_that_say_everything_are_sound(library: Library) -> None:
    assert [str(problem) for problem in lint(library)] == []


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_a_case_comes_out(trial: Trial) -> None:
    assert [finding.text for finding in trial.findings if not finding.passed] == []
    assert trial.passed


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.id)
def test_every_entry_can_be_told_as_a_sentence(library: Library) -> None:
    entries = [visit.node for visit in visits(library.scheme) if isinstance(visit.node, Entry)]
    assert len(entries) >= 8
    for entry in entries:
        told = entry_sentence(library.scheme, entry)
        assert told, entry.id
        assert "见方案" not in told, entry.id
