"""People of a department in the role of the base: they review what stands below it, report, rectify and register."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlmodel import select

from domain.account_rules import AccountForm
from domain.errors import NotFound, Refused
from domain.permissions import Role
from domain.units import UnitKind
from domain.workflow import State
from models import engine
from models.account import Account
from services import clock
from services.accounts import create_account, create_accounts, set_account_active
from services.actor import Actor
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing, submit_filing
from services.filing_receive import accept_filing
from services.filing_view import read_filed
from services.findings_rectify import receive_finding, submit_result
from services.regimes import start_regime
from services.registers import fillable
from services.units import UnitForm, create_unit
from tests import campaign_world as cw
from tests import ledger_world, stored_schemes, world
from tests.databases import Database
from tests.ledger_world import DAY, RESULT, evidence, read, version
from tests.school_world import waiting

SCHEME = (
    cw.SCHEME.replace("village, provider", "village, school, department")
    .replace("village]", "village, school]")
    .replace(
        "deliverables:\n",
        """deliverables:
  - {id: D-2, title: 陪餐台账, clause: 五, who: [school], due: {month: 6, day: 5}, document: 台账}
  - {id: D-3, title: 牵头情况, clause: 五, who: [department], due: {month: 6, day: 5}, document: 报告}
""",
    )
)


@dataclass(frozen=True, slots=True)
class Town:
    """The education bureau with a clerk, a school below it with one, and another bureau with one."""

    people: world.People
    clerk: Actor
    school: Actor
    stranger: Actor


def town() -> Town:
    units: dict[str, int] = {}
    people = world.district()
    people = replace(people, units=dict(people.units))
    for name, kind, upper in (
        ("区教育局", UnitKind.DEPARTMENT, 1),
        ("区卫生局", UnitKind.DEPARTMENT, 1),
        ("第一小学", UnitKind.SCHOOL, 0),
    ):
        units[name] = create_unit(people.admin, UnitForm(name, kind, upper or units["区教育局"]))
    people.units.update(units)
    who = (("bureau", "安宁", "区教育局"), ("school", "白杨", "第一小学"), ("health", "常青", "区卫生局"))
    forms = [AccountForm(login, name, Role.TOWNSHIP, units[unit]) for login, name, unit in who]
    made = create_accounts(people.admin, forms, shared_password=world.PASSWORD)
    clerk, school, stranger = (
        Actor(one.id, form.name, form.role, form.unit_id, unit)
        for one, form, (_, _, unit) in zip(made, forms, who, strict=True)
    )
    return Town(people, clerk, school, stranger)


def test_a_department_with_somebody_of_its_own_reviews_the_schools_below_it(database: Database) -> None:
    place = town()
    with clock.frozen(date(2026, 5, 12)):
        campaign_id = cw.campaign(place.people, cw.library(SCHEME), ("东街镇", "区教育局", "第一小学"))
        report_id = cw.report(place.school, campaign_id)
        review = ("self_review", "第一小学")
        assert review in waiting(place.clerk)
        assert review not in waiting(place.people.office)
        assert review not in waiting(place.stranger)
        with pytest.raises(Refused):
            cw.accept(place.stranger, report_id)
        _disable(place, place.clerk)
        assert review in waiting(place.people.office)
        _disable(place, place.clerk, back=True)
        cw.accept(place.clerk, report_id)
        assert review not in waiting(place.people.office)


def test_a_department_hands_in_its_own_reports_and_receives_those_of_its_schools(database: Database) -> None:
    place = town()
    with clock.frozen(date(2026, 5, 12)):
        campaign_id = cw.campaign(place.people, cw.library(SCHEME), ("区教育局", "第一小学"))
        assert ("filing_submit", "区教育局") in waiting(place.clerk)
        assert ("filing_submit", "第一小学") not in waiting(place.clerk)
        assert ("filing_submit", "区教育局") not in waiting(place.stranger)
        own, below = _hand_in(place.clerk, "D-3", campaign_id), _hand_in(place.school, "D-2", campaign_id)
        office, clerk = waiting(place.people.office), waiting(place.clerk)
        assert ("filing_receive", "第一小学") in clerk - office
        assert ("filing_receive", "区教育局") in office - clerk
        accept_filing(place.clerk, below, read_filed(place.clerk, below).version)
        with pytest.raises(Refused, match="上一级接收"):
            accept_filing(place.clerk, own, read_filed(place.clerk, own).version)


def test_a_department_rectifies_what_was_found_in_it_and_what_it_leads(database: Database) -> None:
    place = town()
    with clock.frozen(DAY):
        ledger = ledger_world.campaign(place.people)
        found = ledger.assigned(ledger.finding(unit_id=place.clerk.unit_id))
        led = ledger.assigned(ledger.finding(unit_id=place.school.unit_id), lead_unit_id=place.clerk.unit_id)
        assert ("finding_receive", "区教育局") in waiting(place.clerk)
        for one in (found, led):
            receive_finding(place.clerk, one, version(one))
            evidence(one, place.clerk)
            submit_result(place.clerk, one, version(one), RESULT)
            assert read(one).state == State.SUBMITTED.value
        with pytest.raises(NotFound):
            receive_finding(place.stranger, ledger.assigned(ledger.finding()), 1)


REGISTERS = """
scheme: {id: visits, name: 走访办法, version: "1", region: 云溪区, issuer: 区民政局, purpose: 测试}
documents:
  main: {title: 走访办法, issuer: 区民政局, compared: 2026-01-01}
parties: {elder: 老人}
facts:
  seen: {name: 村居走访, kind: record, of: elder, by: village}
  met: {name: 镇街走访, kind: record, of: elder, by: township}
  asked: {name: 专项办走访, kind: record, of: elder}
  opened: {name: 部门检查, kind: record, of: department, fields: {}}
duties:
  - {id: U-1, title: 走访, clause: 一, subject: elder, every: year, required: 1,
     done: {sum: [{count: seen}, {count: met}, {count: asked}]}}
  - {id: U-2, title: 检查, clause: 二, subject: department, every: year, done: {count: opened}, required: 1}
"""


def test_persons_are_registered_by_the_kind_of_unit_that_the_scheme_names_and_by_those_above(
    database: Database,
) -> None:
    place = town()
    library_id = stored_schemes.store(stored_schemes.scheme(REGISTERS))
    regime_id = start_regime(
        place.people.office,
        {"name": "走访", "library_id": library_id, "started_on": date(2026, 1, 1), "parameters": {}},
    )
    village = create_account(
        place.people.admin, AccountForm("village9", "丁香", Role.TOWNSHIP, place.people.unit("东街一村"))
    )
    hamlet = Actor(village.id, "丁香", Role.TOWNSHIP, place.people.unit("东街一村"), "东街一村")
    persons = {"seen", "met", "asked"}
    assert set(fillable(hamlet, regime_id)) == {"seen"}
    assert set(fillable(place.people.township, regime_id)) == {"seen", "met"}
    assert set(fillable(place.clerk, regime_id)) == {"seen", "opened"}
    assert set(fillable(place.school, regime_id)) == set()
    assert set(fillable(place.people.office, regime_id)) == persons | {"opened"}
    assert list(fillable(place.clerk, regime_id)["opened"].units) == ["区教育局"]


def _hand_in(actor: Actor, code: str, campaign_id: int) -> int:
    number = open_filing(actor, FilingPlace(actor.unit_id, code, campaign_id=campaign_id))
    submit_filing(actor, number, "情况见附件", read_filed(actor, number).version)
    return number


def _disable(place: Town, actor: Actor, *, back: bool = False) -> None:
    with engine.reading() as session:
        row = session.exec(select(Account).where(Account.id == actor.account_id)).one()
    set_account_active(place.people.admin, row.key, row.version, active=back, reason="借调")
