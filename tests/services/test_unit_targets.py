"""Targets and duties of units and persons: figures in, verdicts out, cases opened, each in its scope."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import Invalid, Refused
from domain.permissions import Role
from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Decision, Verdict
from models.subject import Subject
from services import clock, decision_force, decision_steps
from services.audit import timeline
from services.awards import award_standing
from services.decision_reading import read_decision
from services.decisions import list_decisions
from services.document_data_decision import open_prior
from services.facts import judge_subject
from services.rebase_regime import preview_regime_rebase, rebase_regime, regime_questions
from services.regimes import start_regime
from services.sides import Side
from services.subjects import add_subject, enrol_units, kinds_of
from services.targets import list_figures, list_targets
from services.unit_figures import correct_figure, record_figure
from services.verdict_list import read_target
from services.verdicts import compute_verdicts
from tests import stored_schemes, world
from tests.databases import Database

SCHEME = """
scheme: {id: units, name: 单位目标, version: "1", region: 区, issuer: 区政府, purpose: 测试, year: 2026}
documents:
  main: {title: 单位目标责任书, issuer: 区政府, compared: 2026-01-01}
parties: {worker: 责任社区工作者}
facts:
  rate: {name: 满意率, kind: ratio, of: village, every: year, numerator: 满意, denominator: 有效}
  beds: {name: 床位, kind: number, of: township, every: year, unit: 张}
  absent: {name: 缺勤, kind: number, of: worker, every: month, unit: 天}
targets:
  - {id: U-T, title: 床位达到100张, clause: 二, of: township, value: beds,
     milestones: [{by: {year: this}, at_least: 100}]}
rules:
  - id: U-1
    title: 满意率未达90%不得评优
    clause: 三
    subject: village
    every: year
    when: {value: rate, below: "90%"}
    then: [{do: bar_award, text: 当年不得参加评优评先, on: worker}]
  - id: U-2
    title: 工作不力调整岗位
    clause: 四
    subject: worker
    when: {judgement: idle, asks: 是否工作不力}
    then: [{do: reassign, text: 调整岗位, nature: may}]
"""
TODAY = date(2026, 7, 6)


@pytest.fixture
def place(sqlite_database: Database) -> Iterator["Place"]:
    with clock.frozen(TODAY):
        yield Place()


class Place:
    """A district under a scheme of targets by unit."""

    def __init__(self) -> None:
        self.people = world.district()
        stored = stored_schemes.store(stored_schemes.scheme(SCHEME))
        values = {"name": "目标责任", "library_id": stored, "started_on": date(2026, 1, 1)}
        self.regime = start_regime(self.people.office, values)

    def figure(self, unit: str, metric: str, kind: str, **value: Any) -> Any:
        values = {"kind": kind, "unit_id": self.people.unit(unit), "metric": metric, "period": "2026",
                  "source": "年报", **value}  # fmt: skip
        return record_figure(self.people.office, self.regime, values)

    def outcome(self, rule: str) -> str:
        with engine.reading() as session:
            found = select(Verdict).where(Verdict.rule == rule, col(Verdict.superseded).is_(False))
            rows = session.exec(found).all()
        assert len(rows) == 1, rows
        return rows[0].outcome


@pytest.mark.parametrize(("good", "outcome"), [(8999, "triggered"), (9000, "not_triggered")])
def test_a_village_is_judged_on_the_fraction(place: Place, good: int, outcome: str) -> None:
    place.figure("东街一村", "rate", "village", numerator=good, denominator=10000)
    assert place.outcome("U-1") == outcome
    with engine.reading() as session:
        cases = session.exec(select(Decision)).all()
    assert [case.provider_id for case in cases] == ([None] if outcome == "triggered" else [])


def test_a_target_shows_from_its_first_figure_and_is_missed_after_its_day(place: Place) -> None:
    place.figure("东街镇", "beds", "township", numerator=99)
    row = list_targets(place.people.office, kinds=["target"]).rows[0]
    assert (row.outcome, row.due) == (Outcome.IN_PROGRESS, date(2026, 12, 31))
    with clock.frozen(date(2027, 1, 1)):
        compute_verdicts(place.people.office, place.regime)
        assert place.outcome("U-T") == "not_met"


def test_a_target_is_met_on_its_border(place: Place) -> None:
    place.figure("东街镇", "beds", "township", numerator=100)
    assert place.outcome("U-T") == "met"


def test_a_corrected_figure_judges_anew_and_keeps_both(place: Place) -> None:
    place.figure("东街镇", "beds", "township", numerator=99)
    subject = list_targets(place.people.office).rows[0].subject_id
    old = list_figures(place.people.office, subject)[0]
    values = {"numerator": 100, "source": "复核表"}
    changes = correct_figure(place.people.office, old.id, old.version, values, "漏报一张").changes
    assert [(change.was, change.now) for change in changes] == [("in_progress", "met")]
    assert [(row.numerator, row.superseded) for row in list_figures(place.people.office, subject)] == [
        (100, False), (99, True)
    ]  # fmt: skip


def test_nothing_recorded_is_neither_met_nor_missed(place: Place) -> None:
    assert enrol_units(place.people.office, place.regime, "township") == 2
    with clock.frozen(date(2027, 1, 1)):
        compute_verdicts(place.people.office, place.regime)
        found = list_targets(place.people.office, subject_kind="township")
    assert found.counts == {Outcome.PENDING_DATA: 2}


def test_a_township_reports_and_sees_its_own_villages_only(place: Place) -> None:
    mine, other = place.people.township, place.people.other_township
    values = {"kind": "village", "unit_id": place.people.unit("东街一村"), "metric": "rate",
              "period": "2026", "source": "回访", "numerator": 1, "denominator": 2}  # fmt: skip
    with pytest.raises(Refused):
        record_figure(other, place.regime, values)
    record_figure(mine, place.regime, values)
    assert list_targets(mine).total == 1
    assert list_targets(other).total == 0
    kinds = {kind.key: kind for kind in kinds_of(mine, place.regime)}
    assert list(kinds["village"].missing.values()) == ["东街二村"]


def test_a_second_figure_of_a_period_is_refused_at_the_field(place: Place) -> None:
    place.figure("东街镇", "beds", "township", numerator=99)
    with pytest.raises(Invalid) as refused:
        place.figure("东街镇", "beds", "township", numerator=120)
    assert "period" in refused.value.fields


def test_a_person_is_judged_by_the_word_of_another_person(place: Place) -> None:
    office = place.people.office
    values = {"kind": "worker", "name": "沈社工", "unit_id": place.people.unit("东街一村")}
    worker = add_subject(office, place.regime, values)
    answer = {"question": "idle", "answer": True, "reason": "三次未到岗", "evidence": "考勤表"}
    assert [change.now for change in judge_subject(office, worker, answer).changes] == ["triggered"]
    case = list_decisions(office).rows[0]
    assert (case.provider, case.provider_id, case.nature) == ("沈社工", 0, "may")


def test_a_decision_on_a_village_goes_its_whole_way(place: Place) -> None:
    people = place.people
    place.figure("东街一村", "rate", "village", numerator=80, denominator=100)
    row = list_decisions(people.office).rows[0]
    decision_steps.propose(people.office, row.id, row.version, {"deeds": ("0",), "reason": "满意率不足"})
    with engine.reading() as session:
        facts = open_prior(people.office, [row.id], session).facts
    assert facts["当事人"] == "东街一村"
    decision_steps.serve_notice(people.office, row.id, 2, {"served_on": TODAY, "receipt": "村一签收"})
    said = {"statement": "无异议", "stated_on": TODAY}
    decision_steps.record_statement(people.office, row.id, 3, said)
    decision_steps.approve(people.leader, row.id, 4, "同意")
    decision_force.serve_decision(people.office, row.id, 5, {"served_on": TODAY, "receipt": "村一签收"})
    view = read_decision(people.office, row.id)
    assert (view.row.state, view.row.provider) == ("in_force", "东街一村")


def test_a_verdict_on_a_unit_can_be_traced_to_its_figures(place: Place) -> None:
    receipt = place.figure("东街一村", "rate", "village", numerator=80, denominator=100)
    row = list_targets(place.people.office).rows[0]
    view = read_target(place.people.of(Role.TOWNSHIP), row.id)
    assert [one.id for one in view.data] == [receipt.id]
    assert view.row.arithmetic == "满意率 80/100 = 80% < 90%"
    with engine.reading() as session:
        subject = session.exec(select(Subject)).one()
        told = [entry.summary for entry in timeline("subject", subject.key, session=session)]
    assert any("判定为“触发”" in line for line in told)


@pytest.mark.parametrize(("good", "barred"), [(8999, ["东街一村"]), (9000, [])])
def test_whoever_is_barred_from_awards_is_listed_with_its_people_and_clause(
    place: Place, good: int, barred: list[str]
) -> None:
    place.figure("东街一村", "rate", "village", numerator=good, denominator=10000)
    rows = award_standing(place.people.leader, place.regime)
    assert [row.party for row in rows if row.barred] == barred
    assert [(row.clause, row.falls_on) for row in rows] == [("三", "责任社区工作者")] * len(barred)


def test_a_change_of_version_tells_and_judges_units_too(place: Place) -> None:
    place.figure("东街一村", "rate", "village", numerator=89, denominator=100)
    milder = SCHEME.replace('version: "1"', 'version: "2"').replace('below: "90%"', 'below: "80%"')
    stored = stored_schemes.store(stored_schemes.scheme(milder))
    given, office = {"library_id": stored}, place.people.office
    preview = preview_regime_rebase(office, place.regime, given)
    [line] = preview.line.verdicts
    assert (line.side, line.party, line.rule) == (Side.SUBJECT, "东街一村", "U-1")
    assert (line.was, line.now) == ("触发", "未触发")
    assert line.cases.startswith("CZ2026-0001")
    assert place.outcome("U-1") == "triggered"
    version = regime_questions(office, place.regime, stored).version
    rebase_regime(office, place.regime, given, "修订后的方案已印发", version, preview.token)
    assert place.outcome("U-1") == "not_triggered"
