"""From when to when somebody is barred, and by when an order is obeyed, as the rule and the verdict say."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm, UntilTerm
from services.deed_terms import bar_end, bar_start
from services.deeds import deed_term

DECIDED, IN_FORCE = date(2026, 5, 6), date(2026, 5, 20)


@pytest.mark.parametrize(
    ("kept", "first"),
    [
        ({}, DECIDED),
        ({"starts": "决定"}, DECIDED),
        ({"starts": "决定送达"}, IN_FORCE),
        ({"starts": "执行完毕日", "begins": "2025-05-03"}, date(2025, 5, 3)),
        ({"starts": "执行完毕日"}, DECIDED),
    ],
)
def test_a_bar_begins_on_the_recorded_date_that_the_rule_counts_from(
    kept: dict[str, str], first: date
) -> None:
    assert bar_start(kept, DECIDED, IN_FORCE) == first


@pytest.mark.parametrize(
    ("lasts", "kept", "last"),
    [
        ({"count": 5, "unit": "year"}, {}, date(2031, 5, 6)),
        (
            {"by": {"after": "ended", "count": 5, "unit": "year"}},
            {"until": "2030-05-03"},
            date(2030, 5, 3),
        ),
        ({"by": {"after": "ended", "count": 5, "unit": "year"}}, {}, None),
        ({"by": {"month": 12, "day": 31}}, {"until": "2025-12-31"}, date(2026, 12, 31)),
    ],
)
def test_a_bar_ends_with_the_recorded_date_that_the_verdict_has_seen(
    lasts: dict[str, object], kept: dict[str, str], last: date | None
) -> None:
    term = UntilTerm if "by" in lasts else CountedTerm
    deed = Deed.model_construct(do="ban", lasts=term.model_validate(lasts))
    assert bar_end(deed, kept, DECIDED, WorkCalendar())[0] == last


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        ({"due": "2026-05-07"}, date(2026, 5, 7)),
        ({"due": "2026-05-06"}, None),
        ({}, None),
    ],
)
def test_an_order_is_obeyed_by_the_recorded_day_unless_that_is_over_when_it_is_served(
    kept: dict[str, str], due: date | None
) -> None:
    within = UntilTerm.model_validate({"by": {"after": "accepted", "count": 14, "unit": "calendar_day"}})
    deed = Deed.model_construct(do="rectify", within=within)
    found = deed_term(deed, DECIDED, WorkCalendar(), kept)
    assert (None if found is None else found.due) == due
