"""Phases, duties, steps and settings under another version: what the office has set itself stays."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.errors import Invalid
from domain.permissions import Role
from domain.phases import PhaseState
from domain.workflow import Step, StepKind
from services import clock
from services.campaign_settings import set_close_out
from services.campaigns import read_campaign
from services.close_out import pass_step
from services.findings_detail import read_finding
from services.findings_end import withdraw_finding
from services.phase_dates import move_phase
from services.phases import close_phase, open_phase
from tests import campaign_world as cw
from tests import ledger_world as lw
from tests import world
from tests.databases import Database
from tests.rebase_world import SECOND, TODAY, Scene


@pytest.fixture
def people(database: Database) -> Iterator[world.People]:
    with clock.frozen(TODAY):
        yield world.district()


def test_days_of_phases_follow_the_new_version_unless_the_office_has_set_others(
    people: world.People,
) -> None:
    text = SECOND.replace("end: {month: 8, day: 31}", "end: {month: 9, day: 30}")
    scene = Scene(people, text.replace("{month: 5, day: 31}, clause", "{month: 6, day: 15}, clause"))
    own = scene.phases()["self"]
    move_phase(people.office, own.key, own.start, date(2026, 6, 5), "镇街申请", own.version)
    told = {one.what: one for one in scene.preview().schedule}
    assert told["阶段“核查”"].after.endswith("2026-09-30")
    assert "保留" in told["阶段“自查摸排”"].note
    scene.apply()
    assert scene.phases()["check"].end == date(2026, 9, 30)
    assert scene.phases()["self"].end == date(2026, 6, 5)


def test_a_closed_phase_stays_as_it_was(people: world.People) -> None:
    scene = Scene(people, SECOND.replace("end: {month: 5, day: 10}", "end: {month: 5, day: 20}"))
    for act in (open_phase, close_phase):
        row = scene.phases()["start"]
        act(people.office, row.key, row.version)
    assert scene.preview().schedule[0].note == "已办结，不变"
    scene.apply()
    assert scene.phases()["start"].end == date(2026, 5, 10)


def test_a_new_phase_is_planned_and_a_dropped_one_is_closed_with_a_note(people: world.People) -> None:
    text = SECOND.replace("{key: check, name: 核查,", "{key: sum, name: 总结,")
    scene = Scene(people, text)
    scene.apply()
    phases = scene.phases()
    assert (phases["sum"].state, phases["sum"].end) == (PhaseState.PLANNED, date(2026, 8, 31))
    assert phases["check"].state == PhaseState.CLOSED
    assert "版本2" in str(phases["check"].exceptions)
    assert read_campaign(people.office, scene.campaign_id).phases


def test_a_dropped_phase_that_runs_is_left_to_the_office(people: world.People) -> None:
    scene = Scene(people, SECOND.replace("{key: start, name: 动员部署,", "{key: begin, name: 动员,"))
    row = scene.phases()["start"]
    open_phase(people.office, row.key, row.version)
    scene.apply()
    assert scene.phases()["start"].state == PhaseState.OPEN


def test_a_dropped_duty_is_owed_by_nobody_and_a_changed_one_has_the_new_day(people: world.People) -> None:
    moved = Scene(people, SECOND.replace("due: {month: 5, day: 31}", "due: {month: 6, day: 10}"))
    moved.apply()
    duty = read_campaign(people.office, moved.campaign_id).duties[0]
    assert duty.due == date(2026, 6, 10)
    dropped = SECOND.replace('version: "2"', 'version: "3"').replace("id: D-1", "id: D-2")
    moved.new = cw.library(dropped)
    moved.apply()
    duties = {one.code: one for one in read_campaign(people.office, moved.campaign_id).duties}
    assert (duties["D-1"].unit_kinds, duties["D-1"].due) == ((), None)
    assert "不再要求" in duties["D-1"].words
    assert set(duties["D-2"].unit_kinds) == {"township", "village", "provider"}


def test_what_was_filled_in_is_carried_over_and_what_is_new_is_asked(people: world.People) -> None:
    more = "  hotline: {name: 监督电话, kind: text}\n  base: {name: 基数, kind: number}\n"
    text = SECOND.replace("  hotline: {name: 监督电话, kind: text}\n", more)
    scene = Scene(people, text.replace('default: "no"', 'default: "yes"'))
    with pytest.raises(Invalid) as told:
        scene.apply()
    assert set(told.value.fields) == {"base"}
    preview = scene.preview(parameters={"base": "12"})
    assert {one.what: (one.before, one.after) for one in preview.settings} == {
        "基数": ("（无）", "12"),
        "说明的口径": ("不算", "算"),
    }
    scene.apply(parameters={"base": "12"})
    parameters = scene.campaign().parameters
    assert (parameters["hotline"], parameters["base"]) == ("12345", "12")


def test_steps_and_lights_that_the_office_has_set_stay(people: world.People) -> None:
    ladder = """
close_out:
  clause: 五
  steps:
    - {key: review, name: 审核, role: office}
    - {key: strike, name: 局长办公会销号, role: office}
traffic_lights:
  clause: 五
  lights:
    - {light: red, name: 逾期, below: 0}
    - {light: yellow, name: 临近, at_least: 0, at_most: 10}
"""
    scene = Scene(people, SECOND + ladder)
    assert [one.what for one in scene.preview().handling] == ["销号程序", "期限预警"]
    own = [
        {"name": "复核", "kind": StepKind.REVIEW, "roles": (Role.OFFICE,)},
        {"name": "销号", "kind": StepKind.STRIKE, "roles": (Role.OFFICE,)},
    ]
    set_close_out(people.office, scene.campaign_id, own, "本地做法", scene.version)
    assert "保留" in scene.preview().handling[0].note
    scene.apply()
    view = read_campaign(people.office, scene.campaign_id)
    assert [step.name for step in view.steps] == ["复核", "销号"]
    assert view.bounds.yellow_days == 10


def test_steps_stay_while_a_finding_is_between_two_of_them(people: world.People) -> None:
    steps = "[{key: a, name: 审核, role: office}, {key: b, name: 销号, role: office}]"
    ladder = f"close_out: {{clause: 五, steps: {steps}}}\n"
    scene = Scene(people, SECOND + ladder)
    place = lw.Place(people, scene.campaign_id)
    key = place.submitted(place.rectifying(scene.ordered()))
    pass_step(people.office, key, lw.version(key), {"opinion": "属实"})
    before = scene.campaign().close_out_steps
    assert "正在办理销号" in scene.preview().handling[0].note
    scene.apply()
    assert scene.campaign().close_out_steps == before
    assert Step.from_json(before[0]).name == "审核"


def test_what_is_struck_off_stays_done_under_more_steps_and_what_was_withdrawn_keeps_none(
    people: world.People,
) -> None:
    steps = "[{key: a, name: 审核, role: office}, {key: b, name: 销号, role: office}]"
    before = f"close_out: {{clause: 五, steps: {steps}}}\n"
    after = before.replace("{key: b", "{key: c, name: 会商, role: office}, {key: b").replace("审核", "初审")
    scene = Scene(people, SECOND + after, first=cw.SCHEME + before)
    place = lw.Place(people, scene.campaign_id)
    done, gone = (place.submitted(place.rectifying(scene.ordered())) for _ in range(2))
    for key in (done, done, gone):
        place.passed(key, people.office)
    withdraw_finding(people.office, gone, lw.version(gone), {"reason": "重复登记"})
    scene.apply()
    assert [step.name for step in read_campaign(people.office, scene.campaign_id).steps] == [
        "初审",
        "会商",
        "销号",
    ]
    assert read_finding(people.office, done).can.step is None
