"""A lead from the hand-over to its end: its receipt, its outcome, its steps in their order."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.leads import LeadState
from models.finding import Finding
from services import clock
from services.evidence import EvidenceData, add_evidence, list_evidence, read_evidence
from services.lead_reading import LeadFilter, count_waiting_leads, lead_timeline, list_leads, read_lead
from services.lead_work import close_lead, hand_over, record_outcome, reopen_lead
from services.leads import lead_choices, register_lead, transfer_to_lead
from services.visit_record import save_answer
from tests import campaign_rows, visit_world, world
from tests.databases import Database
from tests.files import PDF, jpeg
from tests.lead_world import OTHERS, RECEIPT, first_lead, handed_over, ordered, told
from tests.statements import count_statements
from tests.visit_world import DAY, FACTS, LEAD, SECRET, Place


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def test_the_discipline_role_reads_all_that_was_known(place: Place) -> None:
    handed_over(place)
    lead = read_lead(place.people.discipline, first_lead(place))
    assert (lead.number, lead.finding_number, lead.finding_unit) == ("YL-XS-0001", "YL-00001", "东街镇")
    assert (lead.nature, lead.stage, lead.facts, lead.amount_fen) == ("f2", "service_funds", FACTS, 360000)
    assert (lead.reported_by, lead.state) == ("严查", LeadState.RECEIVED)
    assert lead.taken["title"] == SECRET
    assert lead.taken["requirement"] == f"{SECRET}，限期整改"
    assert lead.evidence_list == (f"{SECRET}.jpg",)
    assert SECRET in told(list_evidence(place.people.discipline, "finding", 1))


def test_a_lead_goes_out_is_answered_and_closed_and_its_timeline_tells_it(place: Place) -> None:
    handed_over(place)
    people, lead = place.people, first_lead(place)
    assert count_waiting_leads(people.discipline) == 1
    hand_over(people.discipline, lead, RECEIPT, 1)
    assert count_waiting_leads(people.discipline) == 0
    record_outcome(people.discipline, lead, {"answered_on": DAY, "outcome": "予以立案"}, 2)
    close_lead(people.discipline, lead, 3)
    read = read_lead(people.discipline, lead)
    assert (read.state, read.receiver_person, read.outcome, read.closed_on) == (
        LeadState.CLOSED, "周某", "予以立案", DAY
    )  # fmt: skip
    assert [entry.summary for entry in lead_timeline(people.discipline, lead)] == [
        "登记线索 YL-XS-0001（由问题 YL-00001 移送）",
        "移送至区纪委监委第一监督检查室",
        "登记反馈结果",
        "线索办结",
    ]


def test_steps_keep_their_order(place: Place) -> None:
    handed_over(place)
    people, lead = place.people, first_lead(place)
    with pytest.raises(WrongState, match="待移送"):
        record_outcome(people.discipline, lead, {"answered_on": DAY, "outcome": "立案"}, 1)
    with pytest.raises(WrongState, match="不能办结"):
        close_lead(people.discipline, lead, 1)
    hand_over(people.discipline, lead, RECEIPT, 1)
    with pytest.raises(WrongState, match="待反馈"):
        reopen_lead(people.discipline, lead, 2, "有新情况")


def test_a_receipt_is_put_right_until_an_answer_came_and_a_closed_lead_goes_on(place: Place) -> None:
    handed_over(place)
    people, lead = place.people, first_lead(place)
    hand_over(people.discipline, lead, RECEIPT, 1)
    hand_over(people.discipline, lead, {**RECEIPT, "receiver_person": "吴某"}, 2)
    assert read_lead(people.discipline, lead).receiver_person == "吴某"
    record_outcome(people.discipline, lead, {"answered_on": DAY, "outcome": "予以立案"}, 3)
    with pytest.raises(WrongState, match="已反馈"):
        hand_over(people.discipline, lead, RECEIPT, 4)
    close_lead(people.discipline, lead, 4)
    with pytest.raises(Invalid, match="理由"):
        reopen_lead(people.discipline, lead, 5, " ")
    reopen_lead(people.discipline, lead, 5, "又有新的反映")
    assert (read_lead(people.discipline, lead).state, read_lead(people.discipline, lead).closed_on) == (
        LeadState.ANSWERED, None,
    )  # fmt: skip
    told_last = lead_timeline(people.discipline, lead)[-1]
    assert (told_last.summary, told_last.reason) == ("恢复办理线索", "又有新的反映")
    for role in OTHERS:
        with pytest.raises(Refused):
            reopen_lead(people.of(role), lead, 6, "看看")


def test_two_people_on_one_lead_the_second_is_told(place: Place) -> None:
    handed_over(place)
    lead = first_lead(place)
    hand_over(place.people.discipline, lead, RECEIPT, 1)
    with pytest.raises(Conflict, match=r"纪检（派驻纪检监察组）于.*移送至区纪委监委第一监督检查室"):
        record_outcome(place.people.discipline, lead, {"answered_on": DAY, "outcome": "立案"}, 1)


def test_a_receipt_names_the_receiver_and_is_not_of_tomorrow(place: Place) -> None:
    handed_over(place)
    lead = first_lead(place)
    with pytest.raises(Invalid) as missing:
        hand_over(place.people.discipline, lead, {**RECEIPT, "receiver": " ", "receiver_person": ""}, 1)
    assert set(missing.value.fields) == {"receiver", "receiver_person"}
    with pytest.raises(Invalid, match="移送日期不能晚于今天"):
        hand_over(place.people.discipline, lead, {**RECEIPT, "handed_over_on": DAY + timedelta(days=1)}, 1)


def test_a_lead_that_came_by_letter_is_registered_directly(place: Place) -> None:
    lead = register_lead(place.people.discipline, place.campaign_id, {**LEAD, "found_on": DAY})
    read = read_lead(place.people.discipline, lead)
    assert (read.number, read.finding_number, read.reported_by) == ("YL-XS-0001", "", "纪检")


def test_mistakes_are_told_at_the_fields(place: Place) -> None:
    finding = place.finding()
    with pytest.raises(Invalid) as empty:
        transfer_to_lead(place.people.inspector, finding, 1, {"destination": "somewhere"})
    assert set(empty.value.fields) == {"nature", "stage", "subject", "facts", "destination"}
    with pytest.raises(Invalid) as unknown:
        transfer_to_lead(place.people.inspector, finding, 1, {**LEAD, "nature": "x", "stage": "y"})
    assert unknown.value.fields == {"nature": "请从列出的问题性质中选择。", "stage": "请从列出的环节中选择。"}
    assert campaign_rows.all_of(Finding)[0].title == SECRET


def test_a_stale_version_is_a_conflict_and_nothing_is_handed_over(place: Place) -> None:
    finding = ordered(place)
    with pytest.raises(Conflict):
        transfer_to_lead(place.people.inspector, finding, 1, LEAD)
    assert list_leads(place.people.discipline, LeadFilter()).total == 0


def test_a_finding_is_handed_over_once(place: Place) -> None:
    finding = handed_over(place)
    with pytest.raises(WrongState):
        transfer_to_lead(place.people.office, finding, 3, LEAD)


def test_an_item_that_was_handed_over_is_not_rewritten(place: Place) -> None:
    handed_over(place)
    with pytest.raises(WrongState, match="已经移送"):
        save_answer(place.people.inspector, 1, "R2-1", {"answer": "conforms"}, 1)


def test_discipline_adds_material_that_nobody_else_sees(place: Place) -> None:
    handed_over(place)
    lead, people = first_lead(place), place.people
    data = EvidenceData("lead", lead, people.discipline.unit_id, "", "函.pdf", PDF)
    key = add_evidence(people.discipline, data)
    assert read_evidence(people.discipline, key).confidential
    for role in OTHERS:
        with pytest.raises((NotFound, Refused)):
            read_evidence(people.of(role), key)
    with pytest.raises(NotFound):
        add_evidence(people.office, dataclasses.replace(data, content=jpeg(), file_name="a.jpg"))


def test_numbers_go_on_without_gaps(place: Place) -> None:
    people = place.people
    for _ in range(3):
        register_lead(people.discipline, place.campaign_id, {**LEAD, "found_on": DAY})
    numbers = [row.number for row in list_leads(people.discipline, LeadFilter(), sort="number").rows]
    assert numbers == ["YL-XS-0001", "YL-XS-0002", "YL-XS-0003"]


def test_a_list_filters_and_costs_three_statements(place: Place) -> None:
    handed_over(place)
    discipline = place.people.discipline
    with count_statements() as sent:
        assert list_leads(discipline, LeadFilter(words="签到", nature="f2", state="received")).total == 1
    assert visit_world.sent(sent) == 3
    assert list_leads(discipline, LeadFilter(nature="w1")).total == 0


def test_natures_and_stages_come_from_the_scheme(place: Place) -> None:
    choices = lead_choices(place.people.inspector, place.campaign_id)
    assert choices.natures == {"f2": "虚列套取", "w1": "不作为"}
    assert choices.stages == {"service_funds": "上门服务资金使用"}
    assert choices.routes == {"f2": "镇街纪检监察部门"}
