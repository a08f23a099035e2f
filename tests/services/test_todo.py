"""我的待办: order, filter, pages, counts, and the tasks of the smaller roles."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.permissions import Role
from domain.workflow import State
from models.account import Account
from models.campaign import Deliverable
from models.lead import Lead
from services import clock
from services.actor import Actor
from services.todo import count_waiting, list_todo
from services.todo_kinds import KINDS
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


def kinds(actor: Actor) -> list[str]:
    return [item.kind for item in list_todo(actor).items]


def of_kind(actor: Actor, kind: str) -> list[int]:
    return [item.object_id for item in list_todo(actor).items if item.kind == kind]


# Assessors, discipline, administrators


def test_leads_wait_for_the_discipline_group_alone(people: People, campaign: int) -> None:
    key = rows.add(
        Lead(campaign_id=campaign, number="XS-1", nature="F1", stage="结算", facts="事实", destination="police",
             found_on=TODAY, reported_by=people.office.account_id, created_at=clock.now())
    )  # fmt: skip
    assert of_kind(people.discipline, "lead_hand_over") == [key]
    rows.change(Lead, key, state="handed_over")
    assert of_kind(people.discipline, "lead_answer") == [key]
    for role in set(Role) - {Role.DISCIPLINE}:
        assert "lead" not in "".join(kinds(people.of(role)))


def test_an_administrator_sees_locked_accounts_and_newer_libraries(people: People, campaign: int) -> None:
    locked = people.provider.account_id
    rows.change(Account, locked, locked_until=clock.now())
    assert kinds(people.admin) == []
    rows.change(Account, locked, locked_until=clock.now() + timedelta(minutes=1))
    newer = rows.library("v2")
    assert {(item.kind, item.object_id) for item in list_todo(people.admin).items} == {
        ("account_locked", locked),
        ("library_newer", newer),
    }


# Order, filter, pages, counts


def test_tasks_come_by_deadline_and_without_one_by_how_long_they_have_waited(
    people: People, campaign: int
) -> None:
    unit = people.unit("康乐服务中心")
    rows.change(Deliverable, rows.all_of(Deliverable)[0].id, unit_kinds=[])
    late = rows.finding(campaign, unit, state=State.RECTIFYING, due=TODAY - DAY)
    none = rows.finding(campaign, unit, state=State.RECTIFYING, assigned_at=clock.now())
    soon = rows.finding(campaign, unit, state=State.RECTIFYING, due=TODAY + DAY)
    assert [item.object_id for item in list_todo(people.provider).items] == [late, none, soon]


def test_a_filter_and_pages_keep_the_counts_of_all(people: People, campaign: int) -> None:
    unit = people.unit("康乐服务中心")
    for _ in range(3):
        rows.finding(campaign, unit, state=State.RECTIFYING, due=TODAY - DAY)
    page = list_todo(people.provider, kinds=["finding_rectify"], page=2, size=2)
    assert (len(page.items), page.total, page.overdue) == (1, 3, 3)
    assert page.counts == {"finding_rectify": 3, "self_submit": 1}


def test_the_navigation_counts_by_section(people: People, campaign: int) -> None:
    rows.finding(campaign, people.unit("康乐服务中心"), state=State.RECTIFYING)
    assert count_waiting(people.provider) == {"self": 1, "findings": 1, "todo": 2, "notices": 0}
    assert count_waiting(people.leader)["todo"] == 0


def test_every_kind_has_a_word_and_a_step() -> None:
    assert all(kind.name and kind.step for kind in KINDS.values())


@pytest.mark.parametrize("role", list(Role))
def test_the_page_needs_six_statements_at_most_and_the_counts_three(
    people: People, campaign: int, role: Role
) -> None:
    rows.finding(campaign, people.unit("康乐服务中心"), state=State.SUBMITTED)
    with count_statements() as page:
        list_todo(people.of(role))
    with count_statements() as counts:
        count_waiting(people.of(role))
    assert 0 < len([one for one in page if not one.startswith("BEGIN")]) <= 6
    assert 0 < len([one for one in counts if not one.startswith("BEGIN")]) <= 3
