"""Close-out steps that some problems pass and others do not: by nature, by amount, by source."""

from collections.abc import Iterator

import pytest

from domain.errors import Invalid, WrongState
from domain.workflow import State, Step
from models import engine
from services import clock
from services.campaign_settings import set_close_out
from services.campaign_terms import close_out_of
from services.campaigns import read_campaign
from services.findings_detail import read_finding
from services.findings_queues import check_queue
from services.natures import settle_nature
from services.todo import list_todo
from tests import ledger_world, stored_schemes, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version

NATURE = """
finding_nature: {name: 严重程度, clause: 三, light_to_heavy: [一般, 较大, 重大]}
"""
STEPS = """
close_out:
  clause: 四
  steps:
    - {key: review, name: 审核, role: office}
    - {key: refund, name: 审核退款凭证, role: inspector, when: {value: amount, above: 0}}
    - {key: sign, name: 区领导签批, role: leader, when: {value: nature, at_least: 重大}}
    - {key: strike, name: 销号, role: office}
"""
SCHEME = ledger_world.SCHEME + NATURE + STEPS


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        steps = tuple(map(Step.from_json, close_out_of(stored_schemes.scheme(SCHEME).scheme)))
        yield ledger_world.campaign(world.district(), steps, scheme=SCHEME)


def submitted(place: Place, amount: str = "", nature: str = "一般") -> int:
    key = place.assigned(place.finding(amount_fen=amount), nature=nature)
    return place.submitted(place.rectifying(key), rectified_fen="", recovered_fen="")


def due(place: Place, key: int) -> str:
    step = read_finding(place.people.office, key).can.step
    return step.name if step else ""


@pytest.mark.parametrize(
    ("amount", "nature", "passed"),
    [
        ("", "一般", ["审核", "销号"]),
        ("0.01", "较大", ["审核", "审核退款凭证", "销号"]),
        ("0.01", "重大", ["审核", "审核退款凭证", "区领导签批", "销号"]),
    ],
)
def test_a_problem_passes_the_steps_that_are_meant_for_it_and_no_others(
    place: Place, amount: str, nature: str, passed: list[str]
) -> None:
    key, people = submitted(place, amount, nature), place.people
    hands = {
        "审核": people.office,
        "审核退款凭证": people.inspector,
        "区领导签批": people.leader,
        "销号": people.office,
    }
    assert [step.name for step in read_finding(people.office, key).steps] == passed
    last = State.SUBMITTED
    for name in passed:
        assert due(place, key) == name
        last = place.passed(key, hands[name])
    assert last is State.CLOSED
    assert [one.step for one in read_finding(people.office, key).passes] == passed


def test_the_page_says_why_a_step_is_not_taken(place: Place) -> None:
    left_out = read_finding(place.people.office, submitted(place)).left_out
    assert [(step.name, only) for step, only in left_out] == [
        ("审核退款凭证", "涉及金额超过0元（不含）的问题"),
        ("区领导签批", "严重程度为重大或更重的问题"),
    ]


def test_a_problem_that_turns_out_graver_goes_back_to_the_step_that_it_skipped(place: Place) -> None:
    key, people = submitted(place), place.people
    place.passed(key, people.office)
    assert due(place, key) == "销号"
    settle_nature(people.office, key, version(key), {"nature": "重大", "reason": "复核发现涉及安全"})
    assert due(place, key) == "区领导签批"
    assert [task.kind for task in list_todo(people.leader).items] == ["finding_check"]
    settle_nature(people.office, key, version(key), {"nature": "一般", "reason": "领导批示按一般处理"})
    assert (due(place, key), read(key).state) == ("销号", State.REVIEWED)


def test_while_nobody_has_said_of_which_nature_it_is_the_step_neither_passes_nor_is_skipped(
    place: Place,
) -> None:
    key, people = submitted(place), place.people
    with engine.transaction() as session:  # as of a scheme that had no natures when it was ordered
        row = session.merge(read(key))
        row.nature = row.nature_found = ""
    place.passed(key, people.office)
    for actor in (people.leader, people.office):
        with pytest.raises(WrongState, match=r"“区领导签批”只办理.*还不能确定：.*严重程度"):
            place.passed(key, actor)
    assert [one.step for one in check_queue(people.office, place.campaign_id)] == ["区领导签批"]


def typed(name: str, kind: str, only: str = "") -> dict[str, object]:
    return {"name": name, "kind": kind, "roles": ("office",), "only": only}


def test_the_office_keeps_conditions_of_the_scheme_and_invents_none(place: Place) -> None:
    people, campaign = place.people, read_campaign(place.people.office, place.campaign_id)
    assert set(campaign.conditions) == {"refund", "sign"}
    for steps, wrong in (
        ([typed("审核", "review", "made_up"), typed("销号", "strike")], "方案没有这样的条件"),
        ([typed("审核", "review"), typed("销号", "strike", "sign")], "销号对所有问题都要办理"),
    ):
        with pytest.raises(Invalid, match=wrong):
            set_close_out(people.office, campaign.id, steps, "调整", campaign.version)
    fit = [typed("审核", "review"), typed("签批", "review", "sign"), typed("销号", "strike")]
    set_close_out(people.office, campaign.id, fit, "调整", campaign.version)
    assert [step.only for step in read_campaign(people.office, campaign.id).steps] == ["", "sign", ""]


def test_a_problem_that_no_check_is_meant_for_is_not_struck_off(place: Place) -> None:
    people, campaign = place.people, read_campaign(place.people.office, place.campaign_id)
    steps = [typed("签批", "review", "sign"), typed("销号", "strike")]
    set_close_out(people.office, campaign.id, steps, "调整", campaign.version)
    key = submitted(place)
    with pytest.raises(WrongState, match="没有一步审核或验收适用于这个问题"):
        place.passed(key, people.office)
