"""Every form of the format, tried by the cases of a scheme that uses them all."""

from pathlib import Path

import pytest

from domain.library import lint, load_folder
from domain.library.models.base import Entry
from domain.library.scopes import visits
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import Trial, run_cases

LIBRARY = load_folder(Path(__file__).parent / "everything")
TRIALS = list(run_cases(LIBRARY))


def test_the_scheme_that_says_everything_is_sound() -> None:
    assert [str(problem) for problem in lint(LIBRARY)] == []


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_a_case_comes_out(trial: Trial) -> None:
    assert [finding.text for finding in trial.findings if not finding.passed] == []
    assert trial.passed


def test_every_entry_can_be_told_as_a_sentence() -> None:
    entries = [visit.node for visit in visits(LIBRARY.scheme) if isinstance(visit.node, Entry)]
    assert len(entries) > 40
    for entry in entries:
        told = entry_sentence(LIBRARY.scheme, entry)
        assert told, entry.id
        assert "见方案" not in told, entry.id
