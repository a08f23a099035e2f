"""Campaigns: created from a pinned library, read, changed with a reason."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.permissions import Role
from domain.phases import NoteKind
from domain.terms import Unit as TermUnit
from domain.units import UnitKind
from domain.workflow import StepKind
from models import engine
from services import clock
from services.audit import timeline
from services.campaign_creation import create_campaign, scope_candidates
from services.campaign_end import end_campaign, reopen_campaign
from services.campaign_plan import plan_campaign
from services.campaign_settings import edit_campaign, set_close_out, set_lights, set_scope
from services.campaigns import CampaignView, list_campaigns, read_campaign
from services.self_inspections import open_report
from tests import campaign_world as cw
from tests import world
from tests.databases import Database
from tests.statements import count_statements

STEP: dict[str, Any] = {"name": "审核", "kind": "review", "roles": ("office",)}
STRIKE: dict[str, Any] = {"name": "销号", "kind": "strike", "roles": ("office",)}


@pytest.fixture
def people(database: Database) -> world.People:
    with clock.frozen(date(2026, 5, 1)):
        return world.district()


@pytest.fixture
def library_id(people: world.People) -> int:
    return cw.library()


def term_of(view: CampaignView, kind: str) -> int:
    """Length of the term that the campaign took over for a kind of rectification."""
    terms: Any = view.parameters["deadlines"]
    return int(terms[kind]["period"]["count"])


def test_the_plan_warns_of_ends_on_rest_days_and_moves_nothing(people: world.People, library_id: int) -> None:
    plan = plan_campaign(people.office, library_id, 2026, {})
    assert [phase.end for phase in plan.phases] == [date(2026, 5, 10), date(2026, 5, 31), date(2026, 8, 31)]
    rests = [note.phase for note in plan.notes if note.kind is NoteKind.REST_DAY]
    assert rests == ["动员部署", "自查摸排"]


def test_the_plan_follows_the_year(people: world.People, library_id: int) -> None:
    plan = plan_campaign(people.office, library_id, 2024, {})
    assert plan.duties[0].due == date(2024, 5, 31)
    assert plan.year_open


def test_the_plan_asks_for_what_the_scheme_leaves_open(people: world.People, library_id: int) -> None:
    plan = plan_campaign(people.office, library_id, 2026, {})
    assert set(plan.open_parameters) == {"year", "hotline"}
    assert set(plan.settings) == {"weight"}


def test_a_campaign_pins_its_library_with_phases_duties_and_scope(
    people: world.People, library_id: int
) -> None:
    view = read_campaign(people.office, cw.campaign(people, library_id))
    plan = plan_campaign(people.office, library_id, 2026, {})
    assert view.checksum == plan.checksum
    assert [phase.name for phase in view.phases] == ["动员部署", "自查摸排", "核查"]
    assert [(duty.kind, duty.due) for duty in view.duties] == [("self_inspection", date(2026, 5, 31))]
    assert view.units == len(cw.EVERYBODY)
    assert term_of(view, "by_deadline") == 30
    assert [step.kind for step in view.steps] == [StepKind.REVIEW, StepKind.VERIFY, StepKind.STRIKE]


def test_a_newer_version_of_the_library_leaves_a_campaign_as_it_is(
    people: world.People, library_id: int
) -> None:
    campaign_id = cw.campaign(people, library_id)
    before = read_campaign(people.office, campaign_id)
    cw.library(
        cw.SCHEME.replace('version: "1"', 'version: "2"').replace("day: 31}, clause", "day: 30}, clause")
    )
    assert read_campaign(people.office, campaign_id) == before


@pytest.mark.parametrize(("authority", "word"), [("", "核查"), ("区政府办〔2026〕5号", "督查")])
def test_the_word_of_supervision_needs_a_recorded_authority(
    people: world.People, library_id: int, authority: str, word: str
) -> None:
    campaign_id = cw.campaign(people, library_id, authority=authority)
    assert read_campaign(people.office, campaign_id).check_word == word


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"unit_ids": ()}, "unit_ids"),
        ({"unit_ids": (999,)}, "unit_ids"),
        ({"parameters": {}}, "hotline"),
        ({"year": 20}, "year"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(
    people: world.People, library_id: int, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        create_campaign(people.office, {**cw.order(people, library_id), **change})
    assert field in refused.value.fields


def test_two_campaigns_have_two_names(people: world.People, library_id: int) -> None:
    cw.campaign(people, library_id)
    with pytest.raises(Invalid) as refused:
        cw.campaign(people, library_id)
    assert "name" in refused.value.fields


def test_an_unknown_library_is_not_found(people: world.People) -> None:
    with pytest.raises(NotFound):
        plan_campaign(people.office, 999, 2026, {})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_only_the_office_creates_campaigns(people: world.People, library_id: int, role: Role) -> None:
    actor = people.admin if role is Role.ADMIN else people.of(role)
    with pytest.raises(Refused):
        create_campaign(actor, cw.order(people, library_id))


def test_a_township_sees_the_campaigns_of_its_own_tree_only(people: world.People, library_id: int) -> None:
    campaign_id = cw.campaign(people, library_id, ["东街一村"])
    assert [row.id for row in list_campaigns(people.township)] == [campaign_id]
    assert list_campaigns(people.other_township) == []
    with pytest.raises(NotFound):
        read_campaign(people.other_township, campaign_id)


def test_the_list_names_the_next_phase_and_costs_two_statements(
    people: world.People, library_id: int
) -> None:
    cw.campaign(people, library_id)
    cw.campaign(people, library_id, name="第二个专项行动")
    with count_statements() as seen:
        rows = list_campaigns(people.office)
    assert [row.phase for row in rows] == ["动员部署（未启动）", "动员部署（未启动）"]
    assert rows[0].units == len(cw.EVERYBODY)
    assert len([one for one in seen if one.startswith("SELECT")]) == 2


def test_candidates_for_the_scope_are_those_who_can_hand_something_in(people: world.People) -> None:
    found = {one.kind for one in scope_candidates(people.office)}
    assert found == {
        UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.PROVIDER, UnitKind.DEPARTMENT, UnitKind.ASSESSOR,
    }  # fmt: skip


def test_an_edit_needs_a_reason_and_stands_on_the_timeline(people: world.People, library_id: int) -> None:
    campaign_id = cw.campaign(people, library_id)
    values = {"name": "改名后的专项治理", "authority": "区政府办〔2026〕5号", "leading_group": {}}
    with pytest.raises(Invalid) as refused:
        edit_campaign(people.office, campaign_id, values, " ", 1)
    assert "reason" in refused.value.fields
    edit_campaign(people.office, campaign_id, values, "区政府已经授权", 1)
    assert read_campaign(people.office, campaign_id).name == "改名后的专项治理"
    with engine.reading() as session:
        last = timeline("campaign", campaign_id, session=session)[-1]
    assert (last.reason, last.after["name"]) == ("区政府已经授权", "改名后的专项治理")


def test_the_second_of_two_editors_is_told(people: world.People, library_id: int) -> None:
    campaign_id = cw.campaign(people, library_id)
    set_lights(people.office, campaign_id, 5, TermUnit.WORKING_DAY, "会议决定", 1)
    with pytest.raises(Conflict):
        set_lights(people.second_office, campaign_id, 3, TermUnit.WORKING_DAY, "会议决定", 1)
    assert read_campaign(people.office, campaign_id).bounds.yellow_days == 5


def test_close_out_steps_are_a_list_with_roles_and_days(people: world.People, library_id: int) -> None:
    campaign_id = cw.campaign(people, library_id)
    posting = {"name": "公示", "kind": "publicity", "roles": ("office",), "publicity_days": 5}
    set_close_out(people.office, campaign_id, [STEP, posting, STRIKE], "按区里程序", 1)
    steps = read_campaign(people.office, campaign_id).steps
    assert [(step.name, step.publicity_days) for step in steps] == [("审核", 0), ("公示", 5), ("销号", 0)]
    assert len({step.code for step in steps}) == 3


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [STEP],
        [STRIKE],
        [STEP, STRIKE, STRIKE],
        [STRIKE, STEP],
        [STEP, {**STRIKE, "publicity_days": 5}],
        [STEP, {"name": "公示", "kind": "publicity", "roles": ("office",)}, STRIKE],
        [{**STEP, "roles": ()}, STRIKE],
        [{**STEP, "roles": ("discipline",)}, STRIKE],
    ],
)
def test_steps_that_let_nobody_check_are_refused(
    people: world.People, library_id: int, steps: list[dict[str, Any]]
) -> None:
    campaign_id = cw.campaign(people, library_id)
    with pytest.raises(Invalid):
        set_close_out(people.office, campaign_id, steps, "按区里程序", 1)


def test_a_unit_may_leave_the_scope_until_it_has_reported(people: world.People, library_id: int) -> None:
    campaign_id = cw.campaign(people, library_id)
    open_report(people.township, campaign_id)
    rest = [people.unit(name) for name in cw.EVERYBODY if name != "东街镇"]
    with pytest.raises(Invalid, match="东街镇"):
        set_scope(people.office, campaign_id, rest, "缩小范围", 1)
    kept = [people.unit(name) for name in cw.EVERYBODY if name != "和顺服务中心"]
    set_scope(people.office, campaign_id, kept, "缩小范围", 1)
    assert read_campaign(people.office, campaign_id).units == len(cw.EVERYBODY) - 1


def test_an_ended_campaign_is_read_only(people: world.People, library_id: int) -> None:
    campaign_id = cw.campaign(people, library_id)
    end_campaign(people.office, campaign_id, "工作全部完成", 1)
    with pytest.raises(WrongState):
        set_lights(people.office, campaign_id, 5, TermUnit.WORKING_DAY, "会议决定", 2)
    with pytest.raises(Refused):
        open_report(people.township, campaign_id)


def test_a_campaign_that_ended_too_early_goes_on_with_all_it_had(
    people: world.People, library_id: int
) -> None:
    campaign_id = cw.campaign(people, library_id)
    with pytest.raises(WrongState):
        reopen_campaign(people.office, campaign_id, "没有结束", 1)
    end_campaign(people.office, campaign_id, "工作全部完成", 1)
    reopen_campaign(people.office, campaign_id, "还有两个问题没有验收", 2)
    view = read_campaign(people.office, campaign_id)
    assert (view.state, view.version) == ("running", 3)
    assert open_report(people.township, campaign_id)
