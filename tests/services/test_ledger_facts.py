"""Rules over the problems in the ledger: the same problems that campaigns handle, judged when they change."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import Invalid
from domain.thresholds.facts import FieldValue
from domain.thresholds.verdicts import Outcome
from domain.workflow import State
from models import engine
from models.campaign import Campaign
from models.decision import Verdict
from models.subject import Subject
from services import clock
from services.daily import run_if_due
from services.facts import record_fact
from services.finding_import import import_findings
from services.findings_bulk import assign_many
from services.findings_end import withdraw_finding
from services.ledger_facts import Parties, ledger_rows
from services.look_back import record_look_back
from services.measurement_options import recordable_events
from services.providers import register_provider
from services.regimes import assign_regime, regime_of, start_regime
from services.registers import registers_of_regime
from services.subjects import enrol_units
from services.verdict_list import read_target
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version
from tests.provider_world import provider_values
from tests.register_world import Registry, workbook

RULES = """
facts:
  all: {name: 全区问题, kind: record, of: district, from: findings, below: true}
  problem: {name: 辖区问题, kind: record, of: township, from: findings, below: true}
  led: {name: 牵头整改问题, kind: record, of: township, from: findings, as: lead}
  theirs: {name: 服务单位问题, kind: record, of: provider, from: findings}
duties:
  - {id: U-1, title: 已销号问题全部回头看, clause: 五, subject: district, who: office, every: year,
     done: {count: all, within: ever, where: {all: [{reported: closed}, {reported: looked_back}]}},
     required: {percent: "100%", of: {count: all, within: ever, where: {reported: closed}}}}
rules:
  - {id: R-1, title: 查出两个以上资金问题的通报, clause: 五, subject: township, every: year,
     when: {value: {count: problem, where: {value: category, is: 资金使用不规范}}, at_least: 2}, then: [{do: notify}]}
  - {id: R-2, title: 已经交办, clause: 五, subject: township, on: led, when: {reported: due}, then: [{do: notify}]}
  - {id: R-3, title: 服务单位被查出问题的约谈, clause: 五, subject: provider, every: year,
     when: {happened: theirs, within: year}, then: [{do: interview}]}
"""
LATE = """
kind_changes:
  - {key: late, clause: 六, from: by_deadline, becomes: ongoing, on: 2026-06-30}
"""
SCHEME = ledger_world.SCHEME + RULES + LATE


@dataclass(frozen=True, slots=True)
class Judged:
    """A campaign and a regime by one scheme."""

    place: Place
    registry: Registry

    def outcome(self, rule: str, subject: str, when: str = "2026") -> Outcome | None:
        return self.registry.outcome(rule, when, subject)

    def of_provider(self) -> str:
        with engine.reading() as session:
            found = select(Verdict.outcome).where(Verdict.rule == "R-3", col(Verdict.superseded).is_(False))
            return session.exec(found).one()

    def orders(self, subject: str) -> list[str]:
        """How the single problems of a township stand under R-2."""
        with engine.reading() as session:
            found = (
                select(Verdict.outcome)
                .join(Subject, col(Subject.id) == col(Verdict.subject_id))
                .where(Verdict.rule == "R-2", Subject.name == subject, col(Verdict.superseded).is_(False))
            )
            return sorted(session.exec(found.order_by(col(Verdict.id))).all())

    def fields(self, kind: str, unit: str) -> list[dict[str, FieldValue]]:
        """What rules read of the problems of one unit, from the record that its kind has first."""
        with engine.reading() as session:
            regime = regime_of(self.registry.regime_id, session=session)
            rows = ledger_rows(regime, Parties(kind, {self.place.people.unit(unit): "x"}), session=session)
        return [dict(row.fields) for row in rows if row.fact == rows[0].fact]


@pytest.fixture
def judged(sqlite_database: Database) -> Judged:
    with clock.frozen(DAY):
        people = world.district()
        place = ledger_world.campaign(people, scheme=SCHEME)
        return Judged(place, _regime(people))


def _regime(people: world.People) -> Registry:
    with engine.reading() as session:
        library_id = session.exec(select(Campaign.library_id)).one()
    values: dict[str, Any] = {"name": "整改考核", "library_id": library_id, "started_on": date(2026, 1, 1)}
    regime_id = start_regime(people.office, values)
    for kind in ("township", "district"):
        enrol_units(people.office, regime_id, kind)
    provider_id = register_provider(people.office, provider_values())
    assign_regime(people.office, regime_id, [provider_id], "服务合同第八条")
    return Registry(people, regime_id, provider_id)


def test_a_township_is_judged_by_its_problems_as_they_are_registered_and_withdrawn(judged: Judged) -> None:
    place, people = judged.place, judged.place.people
    with clock.frozen(DAY):
        place.finding()
        assert judged.outcome("R-1", "东街镇") is Outcome.NOT_TRIGGERED
        place.finding(category="r1", item="R1-1", description="没有宣传栏")
        assert judged.outcome("R-1", "东街镇") is Outcome.NOT_TRIGGERED
        second = place.finding(unit_id=people.unit("东街一村"), item="", description="村账混账核算")
        assert judged.outcome("R-1", "东街镇") is Outcome.TRIGGERED  # with those of its villages
        assert judged.outcome("R-1", "西河镇") is not Outcome.TRIGGERED
        withdraw_finding(people.office, second, version(second), {"reason": "重复登记"})
        assert judged.outcome("R-1", "东街镇") is Outcome.NOT_TRIGGERED


def test_orders_given_to_many_at_once_are_seen_and_what_the_verdict_rests_on_is_listed(
    judged: Judged,
) -> None:
    place, office = judged.place, judged.place.people.office
    with clock.frozen(DAY):
        keys = [place.finding(), place.finding(description="另一笔资金也没有专账")]
        assert judged.orders("东街镇") == ["not_triggered", "not_triggered"]
        order = place.order(reason="集中交办")
        assign_many(office, place.campaign_id, {key: version(key) for key in keys}, order)
        assert judged.orders("东街镇") == ["triggered", "triggered"]
        with engine.reading() as session:
            verdict = session.exec(
                select(Verdict.id).where(Verdict.rule == "R-1", Verdict.outcome == "triggered")
            ).one()
        told = read_target(office, verdict or 0).data
    assert [(one.of, one.metric, one.source, one.text) for one in told] == [
        ("findings", read(key).number, "待签收", "专项资金未设专账") for key in keys
    ]


def test_what_another_unit_leads_is_its_own_and_a_change_by_date_is_judged_the_same_morning(
    judged: Judged,
) -> None:
    place, people = judged.place, judged.place.people
    with clock.frozen(DAY):
        key = place.assigned(lead_unit_id=people.unit("西河镇"))
        assert (judged.orders("东街镇"), judged.orders("西河镇")) == (["not_triggered"], ["triggered"])
    with clock.frozen(date(2026, 7, 1)):
        run_if_due()
    assert read(key).state == State.ONGOING
    assert judged.orders("西河镇") == ["not_triggered"]


def test_imported_problems_are_judged_with_the_import(judged: Judged) -> None:
    titles = {"被检查单位": "西河镇", "问题类别": "资金使用不规范", "问题来源": "核查", "发现日期": DAY}
    told = [[*titles.values(), f"第{number}笔资金混账核算。"] for number in (1, 2)]
    content = workbook([*titles, "具体问题描述"], *told)
    with clock.frozen(DAY):
        import_findings(judged.place.people.office, judged.place.campaign_id, content)
    assert judged.outcome("R-1", "西河镇") is Outcome.TRIGGERED


def test_a_provider_is_judged_by_the_problems_found_with_it_and_nobody_registers_them_again(
    judged: Judged,
) -> None:
    office, provider_id = judged.place.people.office, judged.registry.provider_id
    with clock.frozen(DAY):
        judged.place.finding(provider_id=provider_id)
        assert judged.of_provider() == Outcome.TRIGGERED
        assert recordable_events(office, provider_id) == {}
        told = {"event": "theirs", "happened_on": DAY, "description": "查出问题", "evidence": "照片",
                "proven_by": "专项办"}  # fmt: skip
        with pytest.raises(Invalid, match="取自问题台账"):
            record_fact(office, provider_id, told)
        assert registers_of_regime(office, judged.registry.regime_id) == {}


def test_looking_back_counts_at_once_and_a_relapse_knows_the_first_problem(judged: Judged) -> None:
    place, people = judged.place, judged.place.people
    later = DAY + timedelta(days=60)
    with clock.frozen(DAY):
        first = place.closed()
        assert judged.fields("district", world.DISTRICT)[0]["closed"] == DAY
    with clock.frozen(later):
        seen = {"result": "又混账", "relapsed": True, "relapse": "新一季度凭证仍然混账"}
        second = record_look_back(people.inspector, first, version(first), seen)
    old, new = judged.fields("district", world.DISTRICT)
    assert (old["looked_back"], old["relapsed"], old["relapse_of"]) == (later, True, None)
    assert (new["relapsed"], new["relapse_of"], new["closed"]) == (False, read(first).number, None)
    assert new["number"] == read(second or 0).number


def test_the_fields_are_those_of_the_ledger(judged: Judged) -> None:
    place = judged.place
    with clock.frozen(DAY):
        key = place.rectifying()
        due = place.extended(key, 7)
        place.submitted(key)
    (told,) = judged.fields("township", "东街镇")
    assert told | {"amount": None, "rectified": None, "recovered": None} == told | {
        "amount": None, "rectified": None, "recovered": None, "number": "YL2026-00001", "source": "核查",
        "category": "资金使用不规范", "item": "R2-1", "sort": "限期整改", "people": 12, "voluntary": False,
        "transferred": False, "assigned": DAY, "due": due + timedelta(days=7), "completed": DAY, "closed": None,
        "returned": 0, "urged": 0, "extended": 1, "level": 0, "look_back_due": None, "looked_back": None,
    }  # fmt: skip
    assert [str(told[name]) for name in ("amount", "rectified", "recovered")] == ["30864/25", "1000", "200"]
    assert read(key).state == State.SUBMITTED
