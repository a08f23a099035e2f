"""GB/T 9704-2012, 7.3.5: where signature and date stand, in characters from the right edge."""

from datetime import date

from reports.signatures import Signature, official_date, signature_lines

DAY = date(2026, 5, 9)
DAY_WIDTH = 6.0


def rights(issuer: str, *, sealed: bool) -> tuple[float, float]:
    lines = signature_lines(Signature(issuer, DAY, sealed))
    return lines[-2].indent.right, lines[-1].indent.right


def test_the_date_has_no_leading_zeros() -> None:
    assert official_date(DAY) == "2026年5月9日"
    assert official_date(date(2026, 12, 31)) == "2026年12月31日"


def test_with_a_seal_the_date_is_four_characters_in_and_the_signature_centred_over_it() -> None:
    issuer_right, date_right = rights("青禾区民政局", sealed=True)
    assert date_right == 4
    assert issuer_right + 6 / 2 == date_right + DAY_WIDTH / 2


def test_with_a_seal_a_signature_wider_than_the_room_pushes_the_date_in() -> None:
    issuer_right, date_right = rights("国" * 20, sealed=True)
    assert issuer_right == 0
    assert date_right + DAY_WIDTH / 2 == 10


def test_without_a_seal_the_signature_is_two_in_and_the_date_starts_two_to_its_right() -> None:
    issuer_right, date_right = rights("国" * 12, sealed=False)
    assert issuer_right == 2
    assert issuer_right + 12 - (date_right + DAY_WIDTH) == 2


def test_without_a_seal_a_date_wider_than_the_signature_is_two_in_and_leads() -> None:
    issuer_right, date_right = rights("民政局", sealed=False)
    assert date_right == 2
    assert issuer_right + 3 - (date_right + DAY_WIDTH) == 2


def test_room_for_the_seal_is_two_lines_and_without_one_a_single_line() -> None:
    assert len(signature_lines(Signature("甲", DAY, sealed=True))) == 4
    assert len(signature_lines(Signature("甲", DAY, sealed=False))) == 3


def test_only_the_date_lets_go_of_what_follows() -> None:
    *others, last = signature_lines(Signature("甲", DAY))
    assert all(line.keep_next for line in others)
    assert not last.keep_next
