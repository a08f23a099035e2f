"""Reports that are asked of units by name: of some schools out of many, beside all townships."""

from datetime import date

import pytest

from domain.errors import NotFound, Refused
from domain.phases import NoteKind
from domain.thresholds.came import Standing
from domain.thresholds.verdicts import Outcome
from domain.units import UnitKind
from models import engine
from services import clock
from services.agenda import month_agenda
from services.campaign_end import end_campaign, reopen_campaign
from services.campaign_filings import filing_duties, list_turn
from services.campaign_overview import overview
from services.campaign_plan import plan_campaign
from services.campaign_settings import set_scope
from services.campaigns import read_campaign
from services.dashboard_coverage import coverage_of, reporting
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing
from services.regimes import start_regime
from services.self_inspections import open_report
from services.self_mine import my_reports
from services.self_summary import Filter, summarize
from services.subjects import enrol_units, subjects_to_report
from services.unit_changes import edit_unit
from services.units import UnitForm, create_unit, read_unit
from services.verdicts import refresh_all
from tests import campaign_world as cw
from tests import school_world, world
from tests.databases import Database
from tests.rebase_world import SECOND, TODAY, Scene
from tests.register_world import Registry

SCHOOLS_TOO = cw.SCHEME.replace("village, provider", "village, school, provider")
SCHEME = SCHOOLS_TOO.replace("village]", "village, school]").replace(
    "deliverables:\n",
    """deliverables:
  - {id: D-2, title: 陪餐台账, clause: 五, who: [school], due: {month: 6, day: 5}, document: 台账}
""",
)

RULE = """
rules:
  - {id: R-1, title: 一中约谈, clause: 六, subject: school, every: year, when: {is_named: 一中},
     then: [{do: interview}]}
"""


def test_a_report_that_the_scheme_asks_of_one_unit_by_name_is_asked_of_no_other(database: Database) -> None:
    people, actors = school_world.town()
    named = SCHEME.replace("who: [school], due", "who: [school], unless: {not: {is_named: 中心校}}, due", 1)
    with clock.frozen(date(2026, 5, 12)):
        library_id = cw.library(named)
        campaign_id = cw.campaign(people, library_id, ("东街镇", "东街中心校", "实验中学"))
        assert ("filing_submit", "东街中心校") in school_world.waiting(actors["东街中心校"])
        assert ("filing_submit", "实验中学") not in school_world.waiting(actors["实验中学"])
        (turn,) = filing_duties(people.office, campaign_id)
        assert [row.name for row in list_turn(people.office, campaign_id, turn.code)] == ["东街中心校"]
        days = {
            who: [one.kind for day in month_agenda(actors[who], 2026, 6) for one in day.entries]
            for who in ("东街中心校", "实验中学")
        }
        assert (len(days["东街中心校"]), days["实验中学"]) == (1, [])
        with clock.frozen(date(2026, 6, 6)):
            (row,) = list_turn(people.office, campaign_id, turn.code)
            assert row.standing is Standing.OVERDUE  # who is asked hangs on nothing that is recorded
        place = FilingPlace(actors["实验中学"].unit_id, turn.code, campaign_id=campaign_id)
        with pytest.raises(NotFound):
            open_filing(actors["实验中学"], place)
        assert plan_campaign(people.office, library_id, 2026, {}).notes[0].kind != NoteKind.NAME
        unknown = cw.library(
            named.replace("is_named: 中心校", "is_named: 九中").replace('version: "1"', 'version: "2"')
        )
        note = plan_campaign(people.office, unknown, 2026, {}).notes[0]
        assert (note.kind, "“九中”" in note.sentence) == (NoteKind.NAME, True)
        schools = ("东街中心校", "实验中学")
        nobody = cw.campaign(people, unknown, schools, name="九中的行动", number_prefix="JZ")
        assert list_turn(people.office, nobody, turn.code) == []
        version = read_campaign(people.office, campaign_id).version
        fresh = create_unit(people.admin, UnitForm("西河中心校", UnitKind.SCHOOL, people.unit("西河镇")))
        inside = [people.unit("东街镇"), people.unit("东街中心校"), people.unit("实验中学"), fresh]
        set_scope(people.office, campaign_id, inside, "新设学校", version)
        listed = {row.name for row in list_turn(people.office, campaign_id, turn.code)}
        assert listed == {"东街中心校", "西河中心校"}


def test_a_self_inspection_is_asked_of_all_townships_and_of_the_schools_that_are_named(
    database: Database,
) -> None:
    people, actors = school_world.town()
    who = "who: [township, school], unless: {all: [{is_a: school}, {not: {is_named: 中心校}}]}"
    with clock.frozen(date(2026, 5, 12)):
        library_id = cw.library(SCHEME.replace("who: [township, village, school, provider]", who))
        campaign_id = cw.campaign(people, library_id, ("东街镇", "西河镇", "东街中心校", "实验中学"))
        asked = {"东街镇", "西河镇", "东街中心校"}
        assert {row.unit for row in summarize(people.office, campaign_id, Filter()).rows} == asked
        assert overview(people.office, campaign_id).coverage.expected == len(asked)
        with engine.reading() as session:
            found = reporting(people.office, [campaign_id], session=session)
            assert coverage_of(found).expected == len(asked)
        assert ("self_submit", "东街中心校") in school_world.waiting(actors["东街中心校"])
        assert ("self_submit", "实验中学") not in school_world.waiting(actors["实验中学"])
        with pytest.raises(Refused, match="不需要填报自查报告"):
            open_report(actors["实验中学"], campaign_id)


def test_another_version_that_names_somebody_else_asks_him(sqlite_database: Database) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        old, new = (
            text.replace(
                "who: [township, village, provider],",
                f"who: [township], unless: {{not: {{is_named: {name}}}}},",
            )
            for text, name in ((cw.SCHEME, "东街镇"), (SECOND, "西河镇"))
        )
        scene = Scene(people, new, first=old)
        assert {row.unit for row in summarize(people.office, scene.campaign_id, Filter()).rows} == {"东街镇"}
        scene.apply()
        assert {row.unit for row in summarize(people.office, scene.campaign_id, Filter()).rows} == {"西河镇"}


def test_another_version_that_names_nobody_any_more_asks_all(sqlite_database: Database) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        old, new = (
            text.replace("who: [township, village, provider],", f"who: [township],{unless}")
            for text, unless in ((cw.SCHEME, " unless: {not: {is_named: 东街镇}},"), (SECOND, ""))
        )
        scene = Scene(people, new, first=old)
        scene.apply()
        rows = summarize(people.office, scene.campaign_id, Filter()).rows
        assert {row.unit for row in rows} == {"东街镇", "西河镇"}


@pytest.mark.parametrize("ended", [False, True])
def test_who_gets_the_name_that_the_scheme_says_is_asked_from_then_on(
    sqlite_database: Database, ended: bool
) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        who = "who: [township], unless: {not: {is_named: 东街镇}},"
        text = cw.SCHEME.replace("who: [township, village, provider],", who)
        campaign_id = cw.campaign(people, cw.library(text), ("东街镇", "西河镇"))
        if ended:
            end_campaign(
                people.office, campaign_id, "提前结束", read_campaign(people.office, campaign_id).version
            )
        for old, new in (("东街镇", "城关镇"), ("西河镇", "云溪区东街镇")):
            unit = read_unit(people.admin, people.unit(old))
            edit_unit(people.admin, unit.id, UnitForm(new, unit.kind, unit.parent_id), unit.version)
        if ended:
            assert {row.unit for row in summarize(people.office, campaign_id, Filter()).rows} == {"城关镇"}
            reopen_campaign(
                people.office, campaign_id, "恢复", read_campaign(people.office, campaign_id).version
            )
        assert {row.unit for row in summarize(people.office, campaign_id, Filter()).rows} == {"云溪区东街镇"}


def test_a_township_has_no_day_of_what_only_units_outside_of_the_campaign_below_it_would_owe(
    database: Database,
) -> None:
    people, _ = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        for at, inside in enumerate(("实验中学", "东街中心校")):
            library_id = cw.library(SCHEME.replace('version: "1"', f'version: "{at + 1}"'))
            cw.campaign(people, library_id, ("东街镇", inside), name=inside, number_prefix=f"X{at}")
        days = [one for day in month_agenda(people.township, 2026, 6) for one in day.entries]
        assert [one.campaign for one in days if one.text == "陪餐台账"] == ["东街中心校"]


def test_a_township_that_reports_nothing_itself_lists_the_units_below_it(sqlite_database: Database) -> None:
    people, actors = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        cw.campaign(people, cw.library(SCHEME), ("东街中心校", "实验中学"))
        assert [(one.unit, one.own) for one in my_reports(people.township)] == [("东街中心校", False)]
        assert [(one.unit, one.own) for one in my_reports(actors["实验中学"])] == [("实验中学", True)]


def test_a_unit_is_judged_under_the_name_that_it_has_now(database: Database) -> None:
    people, _ = school_world.town()
    with clock.frozen(date(2026, 5, 12)):
        values = {"name": "报送考核", "library_id": cw.library(SCHEME + RULE), "started_on": date(2026, 5, 10),
                  "parameters": {"year": 2026, "hotline": "12345"}}  # fmt: skip
        registry = Registry(people, start_regime(people.office, values), 0)
        enrol_units(people.office, registry.regime_id, "school")
        unit = read_unit(people.admin, people.unit("实验中学"))
        edit_unit(people.admin, unit.id, UnitForm("云溪一中", unit.kind, unit.parent_id), unit.version)
        names = subjects_to_report(people.office, registry.regime_id, "school")
        assert set(names.values()) == {"东街中心校", "第一小学", "云溪一中"}
    with clock.frozen(date(2027, 1, 5)):  # the year is over
        with engine.transaction() as session:
            refresh_all(session=session)
        assert registry.outcome("R-1", "2026", "云溪一中") is Outcome.TRIGGERED
        assert registry.outcome("R-1", "2026", "东街中心校") is Outcome.NOT_TRIGGERED
