"""A library as services use it: identity, checksum, settings, phases, deliverables, blanks."""

from datetime import date
from pathlib import Path

import pytest

from domain.library import (
    LibraryError,
    load_files,
    load_folder,
    open_parameters,
    resolve_deliverables,
    resolve_phases,
)
from domain.library.sentences import entry_sentence
from tests.domain.library.base_scheme import RULES, SOUND, scheme_with

FOLDER = Path(__file__).resolve().parents[3] / "checklists"
SETTING = (
    "settings: {line: {name: 界线, question: 哪条？, default: high, options: {high: 九成, low: 八成}}}\n"
)
SWITCHED = RULES.replace('"90%"', '{by_setting: line, high: "90%", low: "80%"}')


def test_the_checksum_does_not_depend_on_line_ends_blanks_or_order() -> None:
    first = load_files(SOUND).checksum
    windows = {name: "\ufeff" + text.replace("\n", "  \r\n") for name, text in reversed(list(SOUND.items()))}
    assert load_files(windows).checksum == first


def test_the_checksum_changes_with_a_single_figure() -> None:
    changed = load_files(scheme_with(rules=RULES.replace("90%", "91%")))
    assert changed.checksum != load_files(SOUND).checksum


def test_a_library_tells_its_identity() -> None:
    library = load_files(SOUND)
    assert (library.id, library.name, library.version) == ("small", "小方案", "1")
    assert [rule.id for rule in library.rules] == ["A"]


def test_what_is_not_yaml_is_left_alone(tmp_path: Path) -> None:
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("不看", encoding="utf-8")
    assert set(load_folder(tmp_path).files) == set(SOUND)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scheme.yaml").write_bytes("方案".encode("gbk"))
    with pytest.raises(LibraryError, match="UTF-8"):
        load_folder(tmp_path)


def test_an_unsound_scheme_is_not_loaded_and_says_everything_that_is_wrong() -> None:
    wrong = RULES.replace("clause: 一\n", "claus: 一\n").replace("rectify", "rectfy")
    with pytest.raises(LibraryError) as caught:
        load_files(scheme_with(rules=wrong))
    assert len(caught.value.problems) == 3
    assert {problem.file for problem in caught.value.problems} == {"rules.yaml"}


@pytest.mark.parametrize(
    ("given", "line"), [({}, "90%"), ({"line": "high"}, "90%"), ({"line": "low"}, "80%")]
)
def test_a_setting_picks_its_alternative(given: dict[str, str], line: str) -> None:
    library = load_files(scheme_with(rules=SWITCHED, more=SETTING))
    scheme = library.with_settings(given)
    assert f"合格率低于{line}（不含）" in entry_sentence(scheme, scheme.rules[0])


@pytest.mark.parametrize("given", [{"line": "middle"}, {"other": "high"}])
def test_a_setting_that_does_not_exist_is_refused(given: dict[str, str]) -> None:
    library = load_files(scheme_with(rules=SWITCHED, more=SETTING))
    with pytest.raises(LibraryError, match="没有这样的设置"):
        library.with_settings(given)


def test_the_office_is_asked_for_blanks_first_and_then_for_choices() -> None:
    library = load_files(scheme_with(rules=SWITCHED, more=SETTING))
    asked = open_parameters(library)
    assert [(blank.key, blank.kind, blank.required) for blank in asked] == [
        ("year", "year", True),
        ("line", "choice", False),
    ]
    assert asked[1].options == (("high", "九成"), ("low", "八成"))


def test_the_four_phases_of_the_campaign_end_on_rest_days_in_2025_and_stay_there() -> None:
    phases = resolve_phases(load_folder(FOLDER / "s4-6"), 2025)
    assert [phase.end for phase in phases] == [
        date(2025, 5, 10),
        date(2025, 5, 31),
        date(2025, 8, 31),
        date(2025, 11, 30),
    ]
    assert all(phase.end_on_rest_day and phase.end_only for phase in phases)


def test_a_campaign_without_a_year_has_no_days_and_says_so() -> None:
    phases = resolve_phases(load_folder(FOLDER / "s4-6"))
    assert {phase.end for phase in phases} == {None}
    assert {phase.end_text for phase in phases} == {"年份未定"}


def test_monthly_deliverables_come_once_a_month() -> None:
    turns = [one for one in resolve_deliverables(load_folder(FOLDER / "s4-1"), 2026) if one.id == "S4-1-09"]
    assert [turn.turn for turn in turns] == list(range(1, 13))
    assert turns[1].due == date(2026, 2, 28)
