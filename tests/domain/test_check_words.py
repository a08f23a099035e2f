"""The word for the verification: the one that is reserved by law is written only where the campaign may write it."""

import pytest

from domain.check_words import check_word, spoken


@pytest.mark.parametrize(
    ("written", "authority", "word"),
    [
        (None, "", "核查"),
        (None, "区政府办〔2026〕5号", "督查"),
        ("督查", "区政府办〔2026〕5号", "督查"),
        ("督查", "", "核查"),
        ("督查", "  ", "核查"),
        ("核查", "区政府办〔2026〕5号", "核查"),
    ],
)
def test_the_reserved_word_needs_an_authority_and_a_scheme_that_does_not_say_otherwise(
    written: str | None, authority: str, word: str
) -> None:
    assert check_word(written, authority) == word
    assert spoken("被核查单位", word) == f"被{word}单位"
