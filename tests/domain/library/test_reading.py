"""YAML is read without its surprises, and nothing hostile gets through."""

from decimal import Decimal

import pytest

from domain.library.marked import MarkedDict, mark_at
from domain.library.merging import merged
from domain.library.models import values
from domain.library.models.scheme import Scheme
from domain.library.problems import LibraryError
from domain.library.reading import MAX_CHARACTERS, read_yaml


def read(text: str) -> MarkedDict:
    tree = read_yaml("a.yaml", text)
    assert isinstance(tree, MarkedDict)
    return tree


def refusal(text: str) -> str:
    with pytest.raises(LibraryError) as caught:
        read_yaml("a.yaml", text)
    return str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5", 5),
        ("2.50", Decimal("2.50")),
        ('"90%"', "90%"),
        ("90%", "90%"),
        ("true", True),
        ("on", "on"),
        ("no", "no"),
        ("2026-05-10", "2026-05-10"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("", None),
        ('"5"', "5"),
    ],
)
def test_a_scalar_means_what_it_looks_like(written: str, meant: object) -> None:
    found = read(f"key: {written}")["key"]
    assert found == meant
    assert type(found) is type(meant)


def test_the_key_on_stays_a_word() -> None:
    assert read("on: breach") == {"on": "breach"}


def test_every_key_and_item_knows_its_line() -> None:
    tree = read("a:\n  - x: 1\n  - x: 2\n    y: 3\n")
    assert mark_at(tree, ("a", 1, "y")).line == 4
    assert mark_at(tree, ("a", 1)).line == 3


def test_a_path_that_does_not_exist_leads_to_the_last_place_that_does() -> None:
    assert mark_at(read("a:\n  b: 1\n"), ("a", "<tag>", "missing")).line == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", "a.yaml:2 错误：键“a”重复"),
        ("a: &x [1]\nb: *x\n", "锚点"),
        ("a: !!python/object:os.system {}\n", "错误"),
        ("a:\n\tb: 1\n", "制表符"),
        ("a: b: c\n", "冒号"),
        ("a: [1, 2\n", "错误"),
        ("a: 1\n---\nb: 2\n", "一份"),
        ('a: "x\n', "引号"),
        ("? [a]\n: 1\n", "键必须是一个词"),
    ],
)
def test_what_cannot_be_read_is_told_in_chinese_with_its_line(text: str, told: str) -> None:
    assert told in refusal(text)


def test_deep_nesting_is_refused_before_it_hurts() -> None:
    assert "嵌套太深" in refusal("a: " + "[" * 5000)


def test_a_huge_file_is_refused() -> None:
    assert "文件过大" in refusal("# " + "x" * MAX_CHARACTERS)


def test_lists_of_several_files_join_and_mappings_merge() -> None:
    tree, problems = merged(
        {"scheme.yaml": "rules: [1]\nfacts: {a: 1}\n", "b.yaml": "rules: [2]\nfacts: {b: 2}\n"}
    )
    assert problems == []
    assert sorted(tree["rules"]) == [1, 2]
    assert tree["facts"] == {"a": 1, "b": 2}


def test_a_key_that_two_files_define_is_told_with_both_places() -> None:
    _, problems = merged({"scheme.yaml": "facts:\n  a: 1\n", "b.yaml": "facts:\n  a: 2\n"})
    (problem,) = problems
    assert (problem.file, problem.line) == ("scheme.yaml", 2)
    assert "b.yaml:2" in problem.message


def test_a_folder_without_its_head_is_refused() -> None:
    _, problems = merged({"b.yaml": "rules: []\n"})
    assert "scheme.yaml" in problems[0].message


def test_a_file_that_is_a_list_is_refused() -> None:
    _, problems = merged({"scheme.yaml": "a: 1\n", "b.yaml": "- 1\n"})
    assert "最外层" in problems[0].message


def test_values_that_hold_each_other_keep_no_copy_of_the_whole_circle() -> None:
    """Each copy costs two megabytes in every process."""
    assert Scheme.__pydantic_complete__
    assert [model.__name__ for model in values.RECURSIVE if model.__pydantic_complete__] == []
