"""Words of a document that by its own article leave out the number they stand with (以下不含本数)."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from tests.domain.library.base_scheme import RULES, scheme_with


def files_with(not_included: str, when: str) -> dict[str, str]:
    """A rule titled 合格率90%以下的, and what its document says of its words."""
    rules = RULES.replace("title: 甲", "title: 合格率90%以下的").replace('{value: rate, below: "90%"}', when)
    files = scheme_with(rules=rules)
    files["scheme.yaml"] = files["scheme.yaml"].replace(
        "compared: 2026-01-01}", f"compared: 2026-01-01{not_included}}}"
    )
    return files


@pytest.mark.parametrize(
    ("not_included", "when", "meant"),
    [
        ("", '{value: rate, below: "90%"}', "在 documents 那份文件里写 not_included: [以下]"),
        ("", '{value: rate, at_most: "90%"}', ""),
        (", not_included: [以下]", '{value: rate, below: "90%"}', ""),
        (", not_included: [以下]", '{value: rate, at_most: "90%"}', "是不是应写 below？"),
        (", not_included: [以上]", '{value: rate, below: "90%"}', "是不是应写 at_most？"),
    ],
)
def test_a_document_says_which_of_its_words_leave_out_the_number(
    not_included: str, when: str, meant: str
) -> None:
    found = [str(one) for one in lint(files_with(not_included, when)) if "标题说" in str(one)]
    assert len(found) == bool(meant)
    assert all(meant in one for one in found)


def test_the_words_of_a_document_say_what_leaves_out_the_number() -> None:
    scheme = load_files(files_with(", not_included: [以下]", '{value: rate, below: "90%"}')).scheme
    (document,) = [one for one in articles_of(scheme) if one.section == "documents"]
    assert "“以下”不含本数" in document.notes
