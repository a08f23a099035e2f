"""Terms that hang on what a problem is: one that came back, a kind that is due by a day, a kind of the scheme's own."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from domain.errors import Invalid
from domain.findings import Kind
from domain.terms import Period, Unit
from models import engine
from models.finding import Finding
from services import clock
from services.calendars import work_calendar
from services.campaign_terms import default_terms_of
from services.deadline_rules import preview_deadline
from services.default_terms import FirstTerm
from services.findings_bulk import assign_many
from services.look_back import record_look_back
from tests import ledger_world, stored_schemes, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version

SCHEME = ledger_world.SCHEME.replace(
    "within: {count: 30, unit: calendar_day, from: 通知送达}}",
    'within: {count: 30, unit: calendar_day, from: 通知送达}, relapse_percent: "50%"}',
).replace(
    "within: {count: 3, unit: calendar_day, from: 通知送达}}",
    "within: {count: 3, unit: calendar_day, from: 通知送达}, "
    "relapse_within: {count: 1, unit: calendar_day, from: 通知送达}}",
)
BY_A_DAY = SCHEME.replace(
    "within: {count: 3, unit: calendar_day, from: 通知送达}, ", "within: {by: {month: 9}}, "
) + ("  matter: {name: 督办事项, clause: 三（一）, within: {count: 5, unit: working_day, from: 通知送达}}\n")
LATER = date(2026, 9, 1)


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return under(SCHEME)


def under(scheme: str) -> Place:
    """A campaign with the terms that its scheme sets."""
    with clock.frozen(DAY):
        people = world.district()
        with engine.reading() as session:
            calendar = work_calendar(session=session)
        terms = default_terms_of(stored_schemes.scheme(scheme).scheme, 2026, calendar, "1")
        return ledger_world.campaign(people, scheme=scheme, terms=terms)


def again(place: Place, first: int) -> int:
    """The problem that is registered when looking back finds the first one there again."""
    seen = {"result": "又混账", "relapsed": True, "relapse": "新一季度凭证仍然混账"}
    new = record_look_back(place.people.inspector, first, version(first), seen)
    assert new is not None
    return new


def test_a_relapse_has_half_of_the_first_term_and_a_new_problem_the_whole(place: Place) -> None:
    office = place.people.office
    with clock.frozen(DAY):
        first = place.closed()
    with clock.frozen(LATER):
        second, other = again(place, first), place.finding(description="另一件事")
        shown = preview_deadline(office, place.campaign_id, Kind.BY_DEADLINE, LATER, finding_id=second)
        order = place.order(reason="集中交办")
        assign_many(office, place.campaign_id, {key: version(key) for key in (second, other)}, order)
    assert shown is not None
    assert shown.due == read(second).due == date(2026, 9, 16)
    assert f"系{read(first).number}复发，为首次期限30日（自然日）的50%" in shown.rule
    assert read(other).due == date(2026, 10, 8)  # thirty days on, after the holiday


def test_a_term_of_its_own_holds_and_a_day_that_somebody_names_goes_before_it(place: Place) -> None:
    with clock.frozen(DAY):
        first = place.closed()
    with clock.frozen(LATER):
        second = again(place, first)
        place.assigned(second, kind="immediate")
        assert read(second).due == LATER + timedelta(days=1)
        place.assigned(second, fixed_on=date(2026, 9, 30))
        assert read(second).due == date(2026, 9, 30)


def test_an_extension_of_the_first_term_does_not_count(place: Place) -> None:
    with clock.frozen(DAY):
        first = place.rectifying()
        due = place.extended(first, 20)
        place.closed(place.submitted(first))
    with clock.frozen(LATER):
        second = again(place, first)
        place.assigned(second)
    days = (due - DAY).days
    assert read(second).due == LATER + timedelta(days=days // 2)


@pytest.mark.parametrize(("count", "share"), [(1, 1), (30, 15), (31, 15)])
def test_a_share_of_a_term_is_whole_days_and_at_least_one(count: int, share: int) -> None:
    first = FirstTerm("YL2026-00001", Period(count, Unit.CALENDAR_DAY))
    assert first.share(Fraction(1, 2)) == Period(share, Unit.CALENDAR_DAY)


def test_a_second_relapse_has_half_of_the_first_term_again(place: Place) -> None:
    with clock.frozen(DAY):
        first = place.closed()
    with clock.frozen(LATER):
        second = again(place, first)
        place.closed(place.submitted(place.rectifying(place.assigned(second))))
        third = again(place, second)
        place.assigned(third)
    assert read(third).due == read(second).due == date(2026, 9, 16)
    assert f"系{read(first).number}复发" in str(read(third).deadline)


def test_without_a_first_term_somebody_has_to_name_one(place: Place) -> None:
    office = place.people.office
    with clock.frozen(DAY):
        first = place.closed()
        with engine.transaction() as session:
            row = session.get_one(Finding, first)
            row.due, row.deadline = None, {}
            session.add(row)
    with clock.frozen(LATER):
        second = again(place, first)
        with pytest.raises(Invalid, match="没有整改期限，不能按比例折算"):
            preview_deadline(office, place.campaign_id, Kind.BY_DEADLINE, LATER, finding_id=second)
        place.assigned(second, term={"count": 10, "unit": "calendar_day"})
        assert read(second).due == date(2026, 9, 11)


def test_a_kind_may_be_due_by_a_day_and_the_schemes_own_kinds_have_their_terms(
    sqlite_database: Database,
) -> None:
    place = under(BY_A_DAY)
    with clock.frozen(date(2026, 9, 30)):
        last = place.assigned(kind="immediate")
        assert read(last).due == date(2026, 9, 30)
        assert read(last).deadline["rule"] == "2026年9月30日前（含当日）（三（一））"
        other = place.assigned(place.finding(description="督办的事"), matter="matter")
        assert read(other).due == date(
            2026, 10, 13
        )  # five working days on: 8, 9, 10 (worked), 12, 13 October
    with (
        clock.frozen(date(2026, 10, 1)),
        pytest.raises(Invalid, match="方案规定的期限是2026年9月30日前（含当日）（三（一）），已经过了"),
    ):
        place.assigned(place.finding(description="再一件事"), kind="immediate")
