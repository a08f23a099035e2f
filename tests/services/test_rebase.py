"""Moving a running campaign to another version: shown first, applied as shown, logged on everything it touches."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import SQLModel, col, func, select

from domain.deadlines import Deadline
from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.permissions import Role
from domain.phases import PhaseState
from domain.terms import Unit
from domain.workflow import Step, StepKind
from models import engine
from models.audit import AuditEntry
from models.campaign import Campaign, Deliverable, Phase
from models.document import Notice
from models.finding import Extension, Finding
from services import clock
from services.audit import verify_chain
from services.campaign_settings import end_campaign, set_close_out, set_lights
from services.campaigns import read_campaign
from services.close_out import pass_step
from services.extensions import ask_extension
from services.findings_assign import assign_finding
from services.findings_rectify import receive_finding
from services.findings_register import register_finding
from services.phase_dates import move_phase
from services.phases import close_phase, open_phase
from services.rebase import rebase_campaign
from services.rebase_ground import Treatment
from services.rebase_lines import FindingLine, Preview
from services.rebase_preview import preview_rebase
from tests import campaign_world as cw
from tests import ledger_world as lw
from tests import world
from tests.databases import Database
from tests.statements import count_statements

SERVED = date(2026, 4, 2)
WHY = "区民政局修订方案"
SECOND = cw.SCHEME.replace('version: "1"', 'version: "2"')
SHORTER = SECOND.replace("count: 30", "count: 15")
LONGER = SECOND.replace("count: 30", "count: 45")


class Scene:
    """A campaign on version 1 and a version 2 to move to."""

    def __init__(self, people: world.People, text: str) -> None:
        self.people = people
        self.old = cw.library()
        self.campaign_id = cw.campaign(people, self.old)
        self.new = cw.library(text)

    def finding(self, **more: Any) -> int:
        data = {
            "category": "r2", "item": "R2-1", "unit_id": self.people.unit("东街镇"), "found_on": SERVED,
            "title": "不符仍享受", "description": "比对户籍发现两人不符合条件。", "source": "visit", **more,
        }  # fmt: skip
        return register_finding(self.people.office, self.campaign_id, data)

    def ordered(self, **more: Any) -> int:
        key = self.finding()
        order = {"kind": "by_deadline", "requirement": "核实并停发", "served_on": SERVED, **more}
        assign_finding(self.people.office, key, lw.version(key), order)
        return key

    def preview(self, **choices: Any) -> Preview:
        return preview_rebase(self.people.office, self.campaign_id, {"library_id": self.new, **choices})

    def apply(self, preview: Preview | None = None, **choices: Any) -> int:
        token = (preview or self.preview(**choices)).token
        given = {"library_id": self.new, **choices}
        return rebase_campaign(self.people.office, self.campaign_id, given, WHY, self.version, token)

    @property
    def version(self) -> int:
        return self.campaign().version

    def campaign(self) -> Campaign:
        with engine.reading() as session:
            return session.get_one(Campaign, self.campaign_id)

    def phases(self) -> dict[str, Phase]:
        with engine.reading() as session:
            found = session.exec(select(Phase).where(Phase.campaign_id == self.campaign_id)).all()
        return {row.code: row for row in found}

    def entries(self, object_type: str, object_id: int) -> list[AuditEntry]:
        with engine.reading() as session:
            found = select(AuditEntry).where(
                AuditEntry.object_type == object_type, AuditEntry.object_id == object_id
            )
            return list(session.exec(found.order_by(col(AuditEntry.id))).all())


def rows_of(table: type[SQLModel]) -> int:
    with engine.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def line(preview: Preview, finding_id: int) -> FindingLine:
    return next(one for one in preview.findings if one.id == finding_id)


@pytest.fixture
def people(database: Database) -> Iterator[world.People]:
    with clock.frozen(date(2026, 4, 10)):
        yield world.district()


def test_the_preview_shows_each_moved_deadline_and_stores_nothing(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    before = [(table, rows_of(table)) for table in (AuditEntry, Notice, Phase, Deliverable)]
    seen = line(scene.preview(), key)
    assert (seen.old_due, seen.new_due) == (date(2026, 5, 6), date(2026, 4, 17))
    assert any("30日" in remark and "15日" in remark for remark in seen.remarks)
    assert [(table, rows_of(table)) for table, _ in before] == before
    assert lw.read(key).due == date(2026, 5, 6)
    assert scene.campaign().library_id == scene.old


def test_what_was_shown_is_what_happens_and_it_is_on_every_timeline(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key, other = scene.ordered(), scene.finding()
    number = lw.version(key)
    assert scene.apply() == 1
    row, campaign = lw.read(key), scene.campaign()
    assert (row.due, row.version) == (date(2026, 4, 17), number + 1)
    assert (campaign.library_id, campaign.library_checksum) != (scene.old, "")
    assert campaign.library_id == scene.new
    entry, last = scene.entries("finding", key)[-1], scene.entries("campaign", scene.campaign_id)[-1]
    assert (entry.reason, entry.before["due"], entry.after["due"]) == (WHY, "2026-05-06", "2026-04-17")
    assert (last.reason, last.before["library_id"], last.after["library_id"]) == (WHY, scene.old, scene.new)
    assert last.after["findings"] == 1
    assert len(scene.entries("finding", other)) == 1  # only that it was registered
    assert verify_chain(people.admin) is None


def test_a_moved_deadline_carries_the_new_version_and_a_kept_one_the_old(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    moved, named = scene.ordered(), scene.ordered(term={"count": 40})
    scene.apply()
    versions = [Deadline.from_json(lw.read(key).deadline).rule_version for key in (moved, named)]
    assert versions == ["2", ""]
    fresh = scene.ordered()
    assert Deadline.from_json(lw.read(fresh).deadline).rule_version == "2"
    assert lw.read(fresh).due == lw.read(moved).due


@pytest.mark.parametrize("order", [{"term": {"count": 40}}, {"fixed_on": date(2026, 6, 1)}])
def test_a_term_or_day_that_a_person_named_does_not_move(people: world.People, order: dict[str, Any]) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered(**order)
    due = lw.read(key).due
    assert scene.preview().findings == ()
    assert scene.apply() == 0
    assert lw.read(key).due == due


def test_a_result_that_is_handed_in_keeps_its_deadline(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    place = lw.Place(people, scene.campaign_id)
    place.submitted(place.rectifying(key))
    assert scene.preview().findings == ()


@pytest.mark.parametrize(
    ("text", "treatment", "due"),
    [
        (SHORTER, Treatment.ALL, date(2026, 4, 17)),
        (SHORTER, Treatment.LONGER, date(2026, 5, 6)),
        (SHORTER, Treatment.KEEP, date(2026, 5, 6)),
        (LONGER, Treatment.LONGER, date(2026, 5, 18)),
        (LONGER, Treatment.KEEP, date(2026, 5, 6)),
    ],
)
def test_the_office_says_which_deadlines_move(
    people: world.People, text: str, treatment: Treatment, due: date
) -> None:
    scene = Scene(people, text)
    key = scene.ordered()
    seen = line(scene.preview(deadlines=treatment), key)
    assert seen.new_due == due
    scene.apply(deadlines=treatment)
    assert lw.read(key).due == due
    kept = Deadline.from_json(lw.read(key).deadline)
    assert kept.rule_version == ("1" if due == date(2026, 5, 6) else "2")


def test_a_deadline_kept_once_can_still_move_with_the_next_version(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    scene.apply(deadlines=Treatment.KEEP)
    scene.new = cw.library(LONGER.replace('version: "2"', 'version: "3"'))
    assert line(scene.preview(), key).new_due == date(2026, 5, 18)


def test_a_deadline_that_would_be_over_at_once_is_said_to_be(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    with clock.frozen(date(2026, 4, 17)):
        assert "按新版已经逾期" not in line(scene.preview(), key).remarks
    with clock.frozen(date(2026, 4, 18)):
        assert "按新版已经逾期" in line(scene.preview(), key).remarks


def test_units_are_told_once_and_a_pending_request_lapses(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    first, second = scene.ordered(), scene.ordered()
    receive_finding(people.township, first, lw.version(first))
    ask = {"reason": "等待比对结果", "new_due": date(2026, 5, 20)}
    ask_extension(people.township, first, lw.version(first), ask)
    before = rows_of(Notice)
    scene.apply()
    assert rows_of(Notice) == before + 1
    with engine.reading() as session:
        text = session.exec(select(Notice.text).order_by(col(Notice.id).desc())).first() or ""
        state = session.exec(select(Extension.state)).one()
    assert all(lw.read(key).number in text for key in (first, second))
    assert state == "lapsed"


def test_two_people_the_second_is_told(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    preview, version = scene.preview(), scene.version
    set_lights(people.second_office, scene.campaign_id, 5, Unit.CALENDAR_DAY, "更早提醒", version)
    with pytest.raises(Conflict, match="区办二"):
        rebase_campaign(
            people.office, scene.campaign_id, {"library_id": scene.new}, WHY, version, preview.token
        )


def test_what_happened_after_the_preview_must_be_seen_first(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    scene.ordered()
    preview = scene.preview()
    late = scene.ordered()
    with pytest.raises(Conflict, match="重新核对"):
        scene.apply(preview)
    assert lw.read(late).due == date(2026, 5, 6)
    assert scene.apply() == 2


def test_other_choices_than_those_previewed_are_not_applied(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    scene.ordered()
    with pytest.raises(Conflict):
        scene.apply(scene.preview(), deadlines=Treatment.KEEP)


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


def test_a_changed_item_is_told_on_its_open_findings(people: world.People) -> None:
    scene = Scene(people, SECOND.replace("method: 比对户籍", "method: 比对户籍和年龄"))
    key = scene.ordered()
    preview = scene.preview()
    assert line(preview, key).remarks == ("检查要点 R2-1 已修改",)
    assert [one.note for one in preview.checklist] == ["修改"]
    assert scene.apply() == 0  # nothing about the row itself
    assert len(scene.entries("finding", key)) == 2


def test_findings_of_a_dropped_category_go_where_the_office_says(people: world.People) -> None:
    start = SECOND.index("    - key: r2")
    scene = Scene(people, SECOND[:start])
    first, second = scene.ordered(), scene.finding()
    preview = scene.preview()
    assert preview.missing_categories == (("r2", "对象认定不精准", 2),)
    assert any("保留原类别" in remark for remark in line(preview, first).remarks)
    with pytest.raises(Invalid):
        scene.preview(categories={"r2": "r9"})
    assert scene.apply(categories={"r2": "r1"}) == 2
    assert {lw.read(key).category for key in (first, second)} == {"r1"}
    assert scene.entries("finding", second)[-1].before["category"] == "r2"


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


def test_only_another_version_of_the_same_scheme_can_be_taken(people: world.People) -> None:
    scene = Scene(people, SECOND)
    with pytest.raises(Invalid, match="现在用的就是"):
        preview_rebase(people.office, scene.campaign_id, {"library_id": scene.old})
    foreign = cw.library(lw.SCHEME)
    with pytest.raises(Invalid, match="同一个方案"):
        preview_rebase(people.office, scene.campaign_id, {"library_id": foreign})


def test_a_campaign_can_go_back_to_the_version_it_came_from(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    key = scene.ordered()
    scene.apply()
    scene.new = scene.old
    scene.apply()
    assert lw.read(key).due == date(2026, 5, 6)
    assert Deadline.from_json(lw.read(key).deadline).rule_version == "1"


def test_a_reason_is_asked_for_and_an_ended_campaign_stays(people: world.People) -> None:
    scene = Scene(people, SECOND)
    token = scene.preview().token
    given = {"library_id": scene.new}
    with pytest.raises(Invalid) as told:
        rebase_campaign(people.office, scene.campaign_id, given, " ", scene.version, token)
    assert "reason" in told.value.fields
    end_campaign(people.office, scene.campaign_id, "已总结", scene.version)
    with pytest.raises(WrongState):
        scene.preview()
    with pytest.raises(WrongState):
        rebase_campaign(people.office, scene.campaign_id, given, WHY, scene.version, token)


@pytest.mark.parametrize("role", ["admin", "inspector", "township", "leader"])
def test_only_the_office_moves_a_campaign(people: world.People, role: str) -> None:
    scene = Scene(people, SECOND)
    with pytest.raises(Refused):
        preview_rebase(getattr(people, role), scene.campaign_id, {"library_id": scene.new})


def test_the_number_of_statements_does_not_grow_with_the_findings(people: world.People) -> None:
    scene = Scene(people, SHORTER)
    scene.ordered()
    with count_statements() as few:
        scene.preview()
    for _ in range(4):
        scene.ordered()
    with count_statements() as many:
        assert len(scene.preview().findings) == 5
    assert len(many) == len(few) <= 22
    assert rows_of(Finding) == 5
