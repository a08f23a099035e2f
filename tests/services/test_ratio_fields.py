"""A percentage typed into a record: with or without its sign, kept exactly, never taken for hundreds of percent."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from domain.library import load_folder
from services.field_sheet import field_columns
from services.record_fields import read_back, stored

_SCHEMES = Path(__file__).parents[1] / "schemes"
_QUALITY = load_folder(_SCHEMES / "named_by_end").scheme.facts["quality"]
_SHARE = _QUALITY.fields["share"]


@pytest.mark.parametrize("typed", ["4.9", "4.9%", " 4.9％ "])
def test_a_typed_percentage_is_read_back_as_a_part_of_one(typed: str) -> None:
    assert read_back(_QUALITY, "share", stored(_SHARE, typed)) == Decimal("0.049")


def test_five_is_five_percent_and_a_word_is_none() -> None:
    assert stored(_SHARE, "5") == "5%"
    with pytest.raises((ValueError, InvalidOperation)):
        stored(_SHARE, "百分之五")


def test_the_column_of_an_import_says_how_a_percentage_is_written() -> None:
    assert "4.9% 填 4.9" in field_columns(_QUALITY)["field:share"].explanation
