"""日历: which deadlines stand on which day, for whom."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.permissions import Role
from domain.workflow import State
from models.campaign import Deliverable
from models.verification import Visit, VisitMember
from services import clock
from services.actor import Actor
from services.agenda import WORDS, month_agenda
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.statements import count_statements
from tests.world import People

TODAY = rows.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    with clock.frozen(TODAY):
        yield world.district()


@pytest.fixture
def campaign(people: People) -> int:
    return rows.campaign(people)


def found(actor: Actor, year: int, month: int) -> list[tuple[int, str, int]]:
    return [
        (day.day.day, one.kind, one.count) for day in month_agenda(actor, year, month) for one in day.entries
    ]


def test_a_campaign_puts_its_phases_and_duties_on_their_days(people: People, campaign: int) -> None:
    assert found(people.office, 2026, 4) == [(1, "phase_start", 1)]
    assert found(people.township, 2026, 5) == [(31, "duty", 1), (31, "phase_end", 1)]
    assert found(people.assessor, 2026, 5) == []


def test_a_duty_stands_in_the_calendar_of_those_of_whom_it_is_asked(people: People, campaign: int) -> None:
    due = date(2026, 7, 31)
    rows.add(
        Deliverable(campaign_id=campaign, phase_code="p1", code="sum", name="总结报告", due=due,
                    kind="summary", unit_kinds=["office"]),
        Deliverable(campaign_id=campaign, phase_code="p1", code="list", name="村居台账", due=due,
                    unit_kinds=["village"]),
    )  # fmt: skip

    def told(actor: Actor) -> list[str]:
        return sorted(one.text for day in month_agenda(actor, 2026, 7) for one in day.entries)

    assert told(people.office) == ["总结报告", "村居台账"]
    assert told(people.village) == told(people.township) == ["村居台账"]
    assert told(people.provider) == []


def test_findings_are_counted_by_their_due_day_while_the_clock_runs(people: People, campaign: int) -> None:
    unit = people.unit("康乐服务中心")
    for state in (State.RECTIFYING, State.ASSIGNED, State.CLOSED):
        rows.finding(campaign, unit, state=state, due=TODAY)
    rows.finding(campaign, unit, state=State.PUBLISHED, due=TODAY - DAY, publicity_to=TODAY + DAY)
    assert found(people.office, 2026, 6) == [(10, "findings_due", 2), (11, "publicity_end", 1)]
    assert found(people.provider, 2026, 6) == found(people.office, 2026, 6)
    assert found(people.other_provider, 2026, 6) == []


def test_a_visit_stands_in_the_calendar_of_its_inspectors_and_of_the_office(
    people: People, campaign: int
) -> None:
    visit = rows.add(Visit(campaign_id=campaign, unit_id=people.unit("东街镇"), planned_on=TODAY))
    rows.add(VisitMember(visit_id=visit, account_id=people.inspector.account_id))
    assert found(people.inspector, 2026, 6) == [(10, "visit", 1)] == found(people.office, 2026, 6)
    assert found(people.second_inspector, 2026, 6) == []
    assert found(people.township, 2026, 6) == []


def test_terms_of_a_decision_are_seen_by_the_party_and_those_who_decide(people: People) -> None:
    subject = rows.provider(people)
    rows.decision(rows.verdict(subject), subject, "notice_served", statement_due=TODAY)
    for actor in (people.provider, people.office, people.leader):
        assert found(actor, 2026, 6) == [(10, "statement_due", 1)]
    assert found(people.other_provider, 2026, 6) == []
    assert found(people.inspector, 2026, 6) == []


def test_a_month_has_all_its_days_and_says_which_are_rest_days(people: People) -> None:
    days = month_agenda(people.office, 2026, 2)
    assert [day.day for day in days] == [date(2026, 2, number) for number in range(1, 29)]
    assert days[0].rest
    assert not days[1].rest


@pytest.mark.parametrize("role", list(Role))
def test_a_month_needs_three_statements_at_most(people: People, campaign: int, role: Role) -> None:
    with count_statements() as sent:
        month_agenda(people.of(role), 2026, 6)
    assert len([one for one in sent if not one.startswith("BEGIN")]) <= 3


def test_every_kind_has_a_word() -> None:
    assert all(WORDS.values())
