"""Open findings when their campaign moves to another version: whose deadline moves, whose stays, who is told."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.deadlines import Deadline
from domain.errors import Invalid
from models import engine
from models.document import Notice
from models.finding import Extension
from services import clock
from services.extensions import ask_extension
from services.findings_detail import read_finding
from services.findings_rectify import receive_finding
from services.ledger_options import ledger_options
from services.rebase_ground import Treatment
from services.self_inspections import report_view
from services.self_review import return_report
from tests import campaign_world as cw
from tests import ledger_world as lw
from tests import world
from tests.databases import Database
from tests.rebase_world import LONGER, SECOND, SHORTER, TODAY, Scene, line, rows_of


@pytest.fixture
def people(database: Database) -> Iterator[world.People]:
    with clock.frozen(TODAY):
        yield world.district()


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


def test_what_was_handed_in_is_read_by_the_version_that_it_answered(people: world.People) -> None:
    scene = Scene(people, SECOND[: SECOND.index("    - key: r2")])
    key = scene.finding()
    report = cw.report(people.other_township, scene.campaign_id)
    asked = [one.code for one in report_view(people.office, report).categories]
    with clock.frozen(TODAY + timedelta(days=1)):
        scene.apply()  # the finding stays in its category, which the new version does not have
        handed_in = report_view(people.office, report)
        assert [one.code for one in handed_in.categories] == asked == ["r1", "r2"]
        assert not handed_in.gaps
        assert read_finding(people.office, key).facts.category == "对象认定不精准"
        assert ledger_options(people.office, scene.campaign_id).former == {"r2": "对象认定不精准"}
        return_report(people.office, report, "请补充", handed_in.version)
        assert [one.code for one in report_view(people.other_township, report).categories] == ["r1"]
