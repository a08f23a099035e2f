"""Schools and other bodies of a campaign: registered in the tree, asked for a self-inspection, reviewed, judged."""

from datetime import date

import pytest

from domain.errors import Invalid
from domain.thresholds.verdicts import Outcome
from domain.unit_rows import rows_of_text
from domain.units import UnitKind
from models import engine
from services import clock
from services.campaign_filings import filing_duties
from services.campaign_plan import plan_campaign
from services.campaigns import read_campaign
from services.dashboard import dashboard
from services.kind_names import kind_names
from services.ledger_options import ledger_options
from services.regimes import start_regime
from services.self_reminders import remind_missing
from services.self_rollup import group_choices, rollup
from services.self_summary import Filter, summarize
from services.subjects import enrol_units
from services.unit_changes import set_unit_active
from services.unit_comparison import compare_units
from services.unit_import import import_bodies
from services.units import UnitForm, create_unit, read_unit
from services.verdicts import refresh_all
from tests import campaign_world as cw
from tests import school_world, world
from tests.databases import Database
from tests.register_world import Registry

SCHEME = (
    cw.SCHEME.replace("village, provider", "village, school, provider")
    .replace("village]", "village, school]")
    .replace("settings:", "parties: {school: 中小学校}\nsettings:", 1)
    .replace(
        "deliverables:\n",
        """deliverables:
  - {id: D-2, title: 陪餐台账, clause: 五, who: [school], due: {month: 6, day: 5}, document: 台账}
""",
    )
    + """
rules:
  - {id: R-1, title: 未按时报自查的约谈, clause: 六, subject: school, every: year, when: {not: {met: D-1}},
     then: [{do: interview}]}
"""
)


def test_a_school_reports_to_the_township_that_it_stands_below_or_else_to_the_office(
    database: Database,
) -> None:
    people, actors = school_world.town()
    below, direct = actors["东街中心校"], actors["实验中学"]
    with clock.frozen(date(2026, 5, 12)):
        everybody = ("东街镇", "西河镇", "东街中心校", "实验中学", "第一小学", "康乐服务中心")
        campaign_id = cw.campaign(people, cw.library(SCHEME), everybody)
        assert ("self_submit", "东街中心校") in school_world.waiting(below)
        for actor in (below, direct):
            cw.report(actor, campaign_id, {**cw.PROBLEM, "item": "R1-1"})
        assert ("self_review", "东街中心校") in school_world.waiting(people.township)
        assert ("self_review", "东街中心校") not in school_world.waiting(people.office)
        assert ("self_review", "实验中学") in school_world.waiting(people.office)
        groups = {
            group.name: {one.standing.unit_name for one in group.below}
            for group in rollup(people.office, campaign_id)
        }
        assert groups["东街镇"] == {"东街中心校"}
        assert groups["派驻纪检监察组"] == {"第一小学"}
        assert groups["服务单位及其他"] == {"实验中学", "康乐服务中心"}
        rows = {
            row.unit: row.township
            for row in summarize(people.office, campaign_id, Filter(kind="school")).rows
        }
        assert rows == {"东街中心校": "东街镇", "实验中学": "", "第一小学": "派驻纪检监察组"}
        others = summarize(people.office, campaign_id, Filter(township=0)).rows
        assert {row.unit for row in others} == groups["服务单位及其他"]
        assert {row.unit for row in summarize(direct, campaign_id, Filter()).rows} == {"实验中学"}
        assert "第一小学（中小学校）" in ledger_options(people.office, campaign_id).units.values()


def test_units_that_count_with_nobody_are_called_by_what_they_are_where_no_provider_is_among_them(
    sqlite_database: Database,
) -> None:
    people, _ = school_world.town()
    ward = UnitForm("区人民医院", UnitKind.HOSPITAL, people.unit(world.DISTRICT))
    people.units["区人民医院"] = create_unit(people.admin, ward)
    library = cw.library(SCHEME.replace("village, school", "village, school, hospital"))
    with clock.frozen(date(2026, 5, 12)):
        found = [
            rollup(
                people.office, cw.campaign(people, library, ("东街镇", "实验中学", *more), name=f"治理{at}")
            )[-1].name
            for at, more in enumerate(((), ("区人民医院",), ("区人民医院", "康乐服务中心")))
        ]
    assert found == ["中小学校", "中小学校、医疗机构", "服务单位及其他"]


def test_a_township_reminds_those_below_it_and_neither_itself_nor_others(database: Database) -> None:
    people, actors = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        campaign_id = cw.campaign(people, cw.library(SCHEME), ("东街镇", "西河镇", "东街中心校", "实验中学"))
        assert remind_missing(people.township, campaign_id).sent == ("东街中心校",)
        assert remind_missing(actors["东街中心校"], campaign_id).sentence == "没有需要催报的单位。"
        assert remind_missing(people.office, campaign_id).sent == ("东街镇", "西河镇", "实验中学")


def test_schools_are_compared_by_themselves_and_those_below_others_within_them(database: Database) -> None:
    people, actors = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        everybody = ("东街镇", "东街中心校", "实验中学", "第一小学", "康乐服务中心")
        campaign_id = cw.campaign(people, cw.library(SCHEME), everybody)
        for name in ("东街中心校", "实验中学"):
            cw.report(actors[name], campaign_id, {**cw.PROBLEM, "item": "R1-1"})
        lines = {line.name: (line.id, line.progress.found) for line in dashboard(people.leader).lines}
        assert lines == {"东街镇": (people.unit("东街镇"), 1), "实验中学": (people.unit("实验中学"), 1)}
        found = compare_units(people.leader, campaign_id)
        reported = {row.name: (row.coverage.received, row.coverage.expected) for row in found.rows}
        assert reported == {"东街镇": (1, 2), "派驻纪检监察组": (0, 1), "实验中学": (1, 1)}
        assert set(found.wider.values()) == {"东街镇", "派驻纪检监察组"}
        inside = compare_units(people.leader, campaign_id, inside=people.unit("东街镇"))
        assert {(row.name, row.alone, row.progress.found) for row in inside.rows} == {
            ("东街镇", True, 0), ("东街中心校", False, 1)
        }  # fmt: skip
        assert (inside.coverage.received, inside.coverage.expected) == (1, 2)
        for row in found.rows:
            behind = summarize(people.leader, campaign_id, Filter(township=row.id))
            assert (behind.received, behind.total) == reported[row.name]
        asked = str(people.unit("实验中学"))
        choices = group_choices(people.leader, campaign_id)
        assert set(choices.values()) == {"东街镇", "派驻纪检监察组", "服务单位及其他"}
        assert group_choices(people.leader, campaign_id, asked=asked) == {**choices, asked: "实验中学"}


def test_people_of_a_school_see_its_figures_under_its_own_name(database: Database) -> None:
    people, actors = school_world.town()
    below = actors["东街中心校"]
    with clock.frozen(date(2026, 5, 12)):
        campaign_id = cw.campaign(people, cw.library(SCHEME), ("东街镇", "东街中心校"))
        cw.report(below, campaign_id, {**cw.PROBLEM, "item": "R1-1"})
        assert [(line.name, line.progress.found) for line in dashboard(below).lines] == [("东街中心校", 1)]
        found = compare_units(below, campaign_id)
        assert [(row.name, row.coverage.expected, row.alone) for row in found.rows] == [
            ("东街中心校", 1, False)
        ]
        assert found.wider == {}
        assert [group.name for group in rollup(below, campaign_id)] == ["东街中心校"]


def test_the_campaign_calls_units_as_its_scheme_does(database: Database) -> None:
    people, actors = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        library_id = cw.library(SCHEME)
        plan = plan_campaign(people.office, library_id, 2026, {})
        assert plan.unit_names == {
            "township": "镇街",
            "village": "村居",
            "school": "中小学校",
            "provider": "服务单位",
        }
        campaign_id = cw.campaign(people, library_id, ("东街镇", "实验中学"))
        assert read_campaign(people.office, campaign_id).unit_names["school"] == "中小学校"
        assert kind_names(people.office, campaign_id)["school"] == "中小学校"
        turns = {turn.name: turn.who for turn in filing_duties(actors["实验中学"], campaign_id)}
        assert turns == {"陪餐台账": "中小学校"}
        assert ("filing_submit", "实验中学") in school_world.waiting(actors["实验中学"])


def test_a_school_that_reported_in_time_is_judged_by_it_and_one_that_did_not_too(
    sqlite_database: Database,
) -> None:
    people, actors = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        library_id = cw.library(SCHEME)
        values = {"name": "报送考核", "library_id": library_id, "started_on": date(2026, 5, 10),
                  "parameters": {"year": 2026, "hotline": "12345"}}  # fmt: skip
        registry = Registry(people, start_regime(people.office, values), 0)
        assert enrol_units(people.office, registry.regime_id, "school") == 3
        cw.report(actors["实验中学"], cw.campaign(people, library_id, ("实验中学", "第一小学")))
    with clock.frozen(date(2026, 6, 1)), engine.transaction() as session:
        refresh_all(session=session)
    assert registry.outcome("R-1", "2026", "实验中学") is Outcome.NOT_TRIGGERED
    assert registry.outcome("R-1", "2026", "第一小学") is Outcome.TRIGGERED


def test_a_bad_line_stops_the_import_of_schools(sqlite_database: Database) -> None:
    people = world.district()
    lines = (
        "上级单位,名称\n东街镇,第二小学\n没有局,第三小学\n康乐服务中心,第四小学\n,第二小学\n东街镇\n,东街一村"
    )
    with pytest.raises(Invalid) as told:
        import_bodies(people.admin, UnitKind.SCHOOL, rows_of_text(lines))
    assert told.value.fields["table"].split("\n\n") == [
        "第 3 行：没有在用的部门、镇街叫“没有局”，请核对；直属区的，第 1 列不写。",
        "第 4 行：没有在用的部门、镇街叫“康乐服务中心”，请核对；直属区的，第 1 列不写。",
        "第 5 行：“第二小学”和第 2 行重复。",
        "第 6 行：第 2 列没有写名称。",
        "第 7 行：“东街一村”已经存在（村居），请删去这一行，或在名称里加以区分。",
    ]
    closed = read_unit(people.admin, people.unit("派驻纪检监察组"))
    set_unit_active(people.admin, closed.id, closed.version, active=False, reason="撤并")
    with pytest.raises(Invalid, match="没有在用的部门、镇街叫“派驻纪检监察组”"):
        import_bodies(people.admin, UnitKind.SCHOOL, rows_of_text("派驻纪检监察组,第五小学"))
    with pytest.raises(Invalid, match="哪一类"):
        import_bodies(people.admin, UnitKind.VILLAGE, rows_of_text("东街镇,三村"))
    form = UnitForm("东街二小", UnitKind.SCHOOL, people.unit("东街一村"))
    with pytest.raises(Invalid) as refused:
        create_unit(people.admin, form)
    assert refused.value.fields["parent_id"] == "学校的上级只能是区或部门或镇街，“东街一村”不是。"


def test_a_school_that_closed_is_missed_no_more_and_what_it_handed_in_stays_counted(
    database: Database,
) -> None:
    people, actors = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        campaign_id = cw.campaign(people, cw.library(SCHEME), ("东街镇", "东街中心校", "实验中学"))
        cw.report(actors["实验中学"], campaign_id)

        def counts() -> tuple[int, int, int]:
            found = summarize(people.office, campaign_id, Filter())
            shown = compare_units(people.leader, campaign_id).coverage
            assert (shown.received, shown.expected) == (found.received, found.total)
            groups = rollup(people.office, campaign_id)
            return found.received, found.total, sum(len(group.below) for group in groups)

        assert counts() == (1, 3, 2)
        assert set(remind_missing(people.office, campaign_id).sent) == {"东街镇", "东街中心校"}
        for name in ("东街中心校", "实验中学"):
            row = read_unit(people.admin, people.unit(name))
            set_unit_active(people.admin, row.id, row.version, active=False, reason="撤并")
        assert counts() == (1, 2, 1)
        assert ("self_submit", "东街中心校") not in school_world.waiting(actors["东街中心校"])
        assert "self_below" not in {kind for kind, _ in school_world.waiting(people.township)}
