from decimal import Decimal

import pytest

from reports.figures import Share, amount, count


def test_a_share_of_nothing_is_a_dash() -> None:
    assert Share(0, 0).percent == "—"
    assert Share(Decimal(0), Decimal("0.00")).percent == "—"


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(40, 50, "80.0%"), (179, 199, "89.9%"), (0, 7, "0.0%"), (7, 7, "100.0%"), (1, 16, "6.3%")],
)
def test_a_share_is_rounded_half_up_to_one_decimal(part: int, whole: int, percent: str) -> None:
    assert Share(part, whole).percent == percent


def test_a_share_is_told_with_numerator_and_denominator() -> None:
    assert Share(40, 50).told("项") == "80.0%（40项/50项）"
    by_amount = Share(Decimal("215587.84"), Decimal("251023.54"))
    assert by_amount.told("元") == "85.9%（215,587.84元/251,023.54元）"


def test_amounts_have_two_decimals_and_unknown_ones_a_dash() -> None:
    assert amount(Decimal("1263500")) == "1,263,500.00"
    assert amount(Decimal("0.005")) == "0.01"
    assert amount(None) == "—"
    assert count(None) == "—"
    assert count(0) == "0"
