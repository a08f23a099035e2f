"""What waits in the matter of providers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.decisions import DecisionState
from services import clock
from services.actor import Actor
from services.todo import list_todo
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
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


def test_what_must_be_decided_stands_before_everything_else_and_escalates_to_the_leader(
    people: People, campaign: int
) -> None:
    rows.finding(campaign, people.unit("康乐服务中心"))
    subject = rows.provider(people)
    may = rows.decision(rows.verdict(subject, "may"), subject, "open", nature="may")
    must = rows.decision(rows.verdict(subject), subject, "open", opened_on=TODAY)
    items = list_todo(people.office).items
    assert (items[0].kind, items[0].object_id, items[0].urgent) == ("decision_must", must, True)
    assert of_kind(people.office, "decision_propose") == [may]
    assert kinds(people.leader) == []
    with clock.frozen(TODAY + DAY):
        assert of_kind(people.leader, "decision_ignored") == [must]


@pytest.mark.parametrize(
    ("state", "office", "leader", "provider"),
    [
        (DecisionState.PROPOSED, ["decision_notice"], [], []),
        (DecisionState.NOTICE_SERVED, [], [], ["decision_state"]),
        (DecisionState.HEARD, [], ["decision_approve"], []),
        (DecisionState.APPROVED, ["decision_serve"], [], []),
        (DecisionState.SERVED, ["decision_force"], [], []),
        (DecisionState.IN_FORCE, [], [], []),
    ],
)
def test_a_decision_waits_for_whoever_has_the_next_step(
    people: People, state: DecisionState, office: list[str], leader: list[str], provider: list[str]
) -> None:
    subject = rows.provider(people)
    rows.decision(
        rows.verdict(subject), subject, state, statement_due=TODAY, proposed_by=people.office.account_id
    )
    assert kinds(people.office) == office
    assert kinds(people.leader) == leader
    assert kinds(people.provider) == provider
    assert kinds(people.other_provider) == []


def test_an_unanswered_prior_notice_ripens_the_day_after_its_term(people: People) -> None:
    subject = rows.provider(people)
    rows.decision(rows.verdict(subject), subject, "notice_served", statement_due=TODAY)
    assert kinds(people.leader) == []
    with clock.frozen(TODAY + DAY):
        assert kinds(people.leader) == ["decision_approve"]
        assert kinds(people.provider) == []


def test_nobody_is_asked_to_approve_what_they_proposed(people: People) -> None:
    subject = rows.provider(people)
    rows.decision(rows.verdict(subject), subject, "heard", proposed_by=people.leader.account_id)
    assert kinds(people.leader) == []


def test_an_order_waits_for_the_provider_and_once_it_ran_out_for_the_office(people: People) -> None:
    subject = rows.provider(people)
    rows.decision(rows.verdict(subject), subject, "in_force", track="order", due=TODAY)
    assert kinds(people.provider) == ["decision_obey"]
    assert kinds(people.office) == []
    with clock.frozen(TODAY + DAY):
        assert kinds(people.office) == ["decision_check"]


def test_a_verdict_that_needs_judgement_waits_for_the_office(people: People) -> None:
    subject = rows.provider(people)
    judged = rows.verdict(subject, "may", "needs_judgement")
    rows.verdict(subject, "may", "needs_judgement", superseded=True)
    rows.verdict(subject, "may", "not_triggered")
    assert of_kind(people.office, "verdict_judge") == [judged]
