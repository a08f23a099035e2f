"""Two versions side by side: every difference once, on the right side, and nothing else."""

from domain.library.comparing import ChangeKind, compare, compare_files
from domain.library.library import load_files
from tests.domain.library.test_articles import HEAD

RULES = """
provisions:
  - {id: P-1, title: 甲, says: 十日内办结, clause: 第一条}
  - {id: P-2, title: 乙, says: 公开结果, clause: 第二条}
"""


def differences(old: str, new: str) -> list[tuple[str, str]]:
    sides = [load_files({"scheme.yaml": HEAD + text}).scheme for text in (old, new)]
    return [(one.kind.value, one.article.id) for one in compare(*sides)]


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(RULES, RULES) == []
    assert compare_files({"a.yaml": "x: 1\n"}, {"a.yaml": "x: 1  \r\n"}) == ()


def test_a_changed_sentence_is_told_with_both_sides() -> None:
    sides = [
        load_files({"scheme.yaml": HEAD + text}).scheme for text in (RULES, RULES.replace("十日", "五日"))
    ]
    (found,) = compare(*sides)
    assert found.old is not None
    assert found.new is not None
    assert ("十日" in found.old.text, "五日" in found.new.text) == (True, True)


def test_a_changed_clause_alone_is_a_change() -> None:
    assert differences(RULES, RULES.replace("第二条", "第三条")) == [("changed", "P-2")]


def test_what_came_and_what_went() -> None:
    assert differences(RULES, RULES.replace("P-2", "P-3")) == [("added", "P-3"), ("removed", "P-2")]


def test_the_order_of_files_and_entries_does_not_count() -> None:
    lines = RULES.strip().split("\n")
    turned = "\n".join([lines[0], lines[2], lines[1]])
    assert differences(RULES, turned) == []


def test_files_differ_by_their_lines_also_where_nothing_is_numbered() -> None:
    old = {"a.yaml": "x: 1\n# 注释\n", "gone.yaml": "y: 1\n"}
    new = {"a.yaml": "x: 1\n# 新注释\n", "come.yaml": "z: 1\n"}
    found = {one.file: one for one in compare_files(old, new)}
    assert {name: one.kind for name, one in found.items()} == {
        "a.yaml": ChangeKind.CHANGED,
        "come.yaml": ChangeKind.ADDED,
        "gone.yaml": ChangeKind.REMOVED,
    }
    assert [line for line in found["a.yaml"].lines if line[0] in "+-"] == ["-# 注释", "+# 新注释"]
