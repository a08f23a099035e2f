"""What makes a password good enough, on both sides of each border."""

import pytest

from domain.errors import Invalid
from domain.passwords import LONGEST, SHORTEST, check_password

GOOD = "竹林深处有三只白鹭飞过"


def refusal(password: str, **person: str) -> str:
    with pytest.raises(Invalid) as told:
        check_password(password, **person)
    return told.value.fields["password"]


def test_ten_characters_are_enough_and_nine_are_not() -> None:
    assert check_password("mfkwq7zu2x") == "mfkwq7zu2x"
    assert "9 个" in refusal("mfkwq7zu2")
    assert SHORTEST == 10


def test_the_longest_password_is_taken_and_one_more_character_is_not() -> None:
    long = ("石榴树下读书" * 30)[:LONGEST]
    assert check_password(long) == long
    assert "最多" in refusal(long + "好")


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "Password!!!!",
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "qwertyuiop123",
        "1qaz2wsx3edc",
        "admin123456",
        "woaini1314520",
        "Zhengfu@2026",
        "abcdefghij",
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert refusal(password)


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abababababab", "1212121212"])
def test_few_different_characters_are_refused(password: str) -> None:
    assert "太少" in refusal(password) or "常见" in refusal(password)


def test_the_own_name_or_log_in_name_is_refused() -> None:
    assert "姓名" in refusal("欧阳克爱吃红烧肉和米饭", name="欧阳克")
    assert "账号" in refusal("Lihua-river-87-stone", username="lihua")


def test_full_width_letters_are_the_same_letters() -> None:
    assert check_password("ｍｆｋｗｑ７ｚｕ２ｘ") == "mfkwq7zu2x"


def test_a_sentence_is_taken() -> None:
    assert check_password(GOOD, username="office", name="欧办") == GOOD
