"""Schools and other bodies of a campaign: registered in the tree, asked for a self-inspection, reviewed, judged."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account_rules import AccountForm
from domain.errors import Invalid, NotFound
from domain.permissions import Role
from domain.phases import NoteKind
from domain.thresholds.verdicts import Outcome
from domain.unit_rows import rows_of_text
from domain.units import UnitKind
from models import engine
from services import clock
from services.accounts import create_accounts
from services.actor import Actor
from services.campaign_filings import filing_duties, list_turn
from services.campaign_plan import plan_campaign
from services.campaign_settings import set_scope
from services.campaigns import read_campaign
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing
from services.ledger_options import ledger_options
from services.regimes import start_regime
from services.self_rollup import rollup
from services.self_summary import Filter, summarize
from services.subjects import enrol_units
from services.todo import list_todo
from services.unit_import import import_bodies
from services.units import UnitForm, create_unit, unit_choices
from services.verdicts import refresh_all
from tests import campaign_world as cw
from tests import world
from tests.databases import Database
from tests.register_world import Registry

SCHOOLS = "派驻纪检监察组,第一小学,1264,王某,0951\n东街镇,东街中心校\n,实验中学"
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


def town(database: Database) -> tuple[world.People, dict[str, Actor]]:
    """The district with three schools and somebody in two of them."""
    people = world.district()
    people = replace(people, units=dict(people.units))
    assert import_bodies(people.admin, UnitKind.SCHOOL, rows_of_text(SCHOOLS)) == 3
    ids = {name: int(key) for key, name in unit_choices(people.admin, kinds=[UnitKind.SCHOOL]).items()}
    people.units.update(ids)
    forms = [
        AccountForm(f"school{at}", who, Role.TOWNSHIP, ids[name])
        for at, (name, who) in enumerate((("东街中心校", "安宁"), ("实验中学", "白杨")))
    ]
    made = create_accounts(people.admin, forms, shared_password=world.PASSWORD)
    names = {form.unit_id: name for name in ids for form in forms if ids[name] == form.unit_id}
    actors = {
        names[form.unit_id]: Actor(one.id, form.name, form.role, form.unit_id, names[form.unit_id])
        for one, form in zip(made, forms, strict=True)
    }
    return people, actors


def waiting(actor: Actor) -> set[tuple[str, str]]:
    return {(row.kind, row.unit) for row in list_todo(actor).items}


def test_a_school_reports_to_the_township_that_it_stands_below_or_else_to_the_office(
    database: Database,
) -> None:
    people, actors = town(database)
    below, direct = actors["东街中心校"], actors["实验中学"]
    with clock.frozen(date(2026, 5, 12)):
        everybody = ("东街镇", "西河镇", "东街中心校", "实验中学", "第一小学", "康乐服务中心")
        campaign_id = cw.campaign(people, cw.library(SCHEME), everybody)
        assert ("self_submit", "东街中心校") in waiting(below)
        for actor in (below, direct):
            cw.report(actor, campaign_id, {**cw.PROBLEM, "item": "R1-1"})
        assert ("self_review", "东街中心校") in waiting(people.township)
        assert ("self_review", "东街中心校") not in waiting(people.office)
        assert ("self_review", "实验中学") in waiting(people.office)
        groups = {
            group.name: {one.standing.unit_name for one in group.below}
            for group in rollup(people.office, campaign_id)
        }
        assert groups["东街镇"] == {"东街中心校"}
        assert groups["服务单位及其他"] == {"实验中学", "第一小学", "康乐服务中心"}
        rows = {
            row.unit: row.township
            for row in summarize(people.office, campaign_id, Filter(kind="school")).rows
        }
        assert rows == {"东街中心校": "东街镇", "实验中学": "", "第一小学": ""}
        others = summarize(people.office, campaign_id, Filter(township=0)).rows
        assert {row.unit for row in others} == groups["服务单位及其他"]
        assert {row.unit for row in summarize(direct, campaign_id, Filter()).rows} == {"实验中学"}
        assert "第一小学（学校）" in ledger_options(people.office, campaign_id).units.values()


def test_the_campaign_calls_units_as_its_scheme_does(database: Database) -> None:
    people, actors = town(database)
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
        turns = {turn.name: turn.who for turn in filing_duties(actors["实验中学"], campaign_id)}
        assert turns == {"陪餐台账": "中小学校"}
        assert ("filing_submit", "实验中学") in waiting(actors["实验中学"])


def test_a_school_that_reported_in_time_is_judged_by_it_and_one_that_did_not_too(
    sqlite_database: Database,
) -> None:
    people, actors = town(sqlite_database)
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
    with pytest.raises(Invalid, match="哪一类"):
        import_bodies(people.admin, UnitKind.VILLAGE, rows_of_text("东街镇,三村"))
    form = UnitForm("东街二小", UnitKind.SCHOOL, people.unit("东街一村"))
    with pytest.raises(Invalid) as refused:
        create_unit(people.admin, form)
    assert refused.value.fields["parent_id"] == "学校的上级只能是区或部门或镇街，“东街一村”不是。"


def test_a_report_that_the_scheme_asks_of_one_unit_by_name_is_asked_of_no_other(database: Database) -> None:
    people, actors = town(database)
    named = SCHEME.replace("who: [school], due", "who: [school], unless: {not: {is_named: 中心校}}, due", 1)
    with clock.frozen(date(2026, 5, 12)):
        library_id = cw.library(named)
        campaign_id = cw.campaign(people, library_id, ("东街镇", "东街中心校", "实验中学"))
        assert ("filing_submit", "东街中心校") in waiting(actors["东街中心校"])
        assert ("filing_submit", "实验中学") not in waiting(actors["实验中学"])
        (turn,) = filing_duties(people.office, campaign_id)
        assert [row.name for row in list_turn(people.office, campaign_id, turn.code)] == ["东街中心校"]
        place = FilingPlace(actors["实验中学"].unit_id, turn.code, campaign_id=campaign_id)
        with pytest.raises(NotFound):
            open_filing(actors["实验中学"], place)
        assert plan_campaign(people.office, library_id, 2026, {}).notes[0].kind != NoteKind.NAME
        unknown = cw.library(
            named.replace("is_named: 中心校", "is_named: 九中").replace('version: "1"', 'version: "2"')
        )
        note = plan_campaign(people.office, unknown, 2026, {}).notes[0]
        assert (note.kind, "“九中”" in note.sentence) == (NoteKind.NAME, True)
        version = read_campaign(people.office, campaign_id).version
        fresh = create_unit(people.admin, UnitForm("西河中心校", UnitKind.SCHOOL, people.unit("西河镇")))
        inside = [people.unit("东街镇"), people.unit("东街中心校"), people.unit("实验中学"), fresh]
        set_scope(people.office, campaign_id, inside, "新设学校", version)
        listed = {row.name for row in list_turn(people.office, campaign_id, turn.code)}
        assert listed == {"东街中心校", "西河中心校"}
