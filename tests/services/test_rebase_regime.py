"""Verdicts when a regime moves to another version: shown first, judged anew, nothing of the old ones lost."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from sqlmodel import col, select

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.thresholds.verdicts import Outcome
from models import engine
from models.audit import AuditEntry
from models.campaign import Campaign
from models.decision import Verdict
from models.provider import ProviderRegime
from services import clock
from services.campaign_creation import create_campaign
from services.decision_reading import read_decision
from services.decision_steps import approve
from services.decisions import list_decisions
from services.rebase import rebase_campaign
from services.rebase_preview import preview_rebase
from services.rebase_regime import preview_regime_rebase, rebase_regime
from services.regimes import end_regime
from tests import decision_path as path
from tests import provider_world as pw
from tests.databases import Database
from tests.rebase_world import MILDER, TRIAL, store
from tests.statements import count_statements

WHY = "修订后的方案已印发"


@pytest.fixture
def supply(database: Database) -> Iterator[pw.Supply]:
    with clock.frozen(pw.TODAY):
        yield pw.build()


def regime(supply: pw.Supply) -> ProviderRegime:
    with engine.reading() as session:
        return session.get_one(ProviderRegime, supply.regime_id)


def verdicts(supply: pw.Supply) -> list[Verdict]:
    with engine.reading() as session:
        found = select(Verdict).where(Verdict.provider_id == supply.provider_id).order_by(col(Verdict.id))
        return list(session.exec(found).all())


def move(supply: pw.Supply, library_id: int, reason: str = WHY) -> int:
    given = {"library_id": library_id}
    office = supply.people.office
    token = preview_regime_rebase(office, supply.regime_id, given).token
    return rebase_regime(office, supply.regime_id, given, reason, regime(supply).version, token)


def test_the_preview_names_each_verdict_that_comes_out_differently_and_stores_nothing(
    supply: pw.Supply,
) -> None:
    supply.survey("2026Q1", satisfied=84, of=100)
    case = supply.case("T-20")
    before = [(row.id, row.superseded) for row in verdicts(supply)]
    line = preview_regime_rebase(supply.people.office, supply.regime_id, {"library_id": store(MILDER)}).line
    changed = {one.rule: one for one in line.verdicts}
    assert (changed["T-20"].was, changed["T-20"].now) == ("触发", "未触发")
    assert case.number in changed["T-20"].cases
    assert "80%" in changed["T-20"].arithmetic
    assert [(row.id, row.superseded) for row in verdicts(supply)] == before
    assert regime(supply).version == 1


@pytest.mark.parametrize(("satisfied", "outcome"), [(79, Outcome.TRIGGERED), (80, Outcome.NOT_TRIGGERED)])
def test_verdicts_are_judged_anew_and_carry_the_new_version(
    supply: pw.Supply, satisfied: int, outcome: Outcome
) -> None:
    supply.survey("2026Q1", satisfied=satisfied, of=100)
    old = supply.verdict("T-20", "2026Q1")
    library_id = store(MILDER)
    assert move(supply, library_id)
    new = supply.verdict("T-20", "2026Q1")
    assert (new.outcome, new.library_id) == (outcome.value, library_id)
    stored = next(row for row in verdicts(supply) if row.id == old.id)
    assert (stored.superseded, stored.superseded_by, stored.library_id) == (True, new.id, old.library_id)
    assert "版本2" in stored.superseded_why


def test_a_verdict_that_stays_is_not_told_as_a_change(supply: pw.Supply) -> None:
    supply.survey("2026Q1", satisfied=79, of=100)
    line = preview_regime_rebase(supply.people.office, supply.regime_id, {"library_id": store(MILDER)}).line
    told = {(one.rule, one.was, one.now) for one in line.verdicts}
    assert ("T-20", "触发", "触发") in told  # against another line, so its arithmetic is another one
    assert all(rule == "T-20" for rule, _, _ in told)
    assert line.judged > len(line.verdicts)
    assert line.turned == 0


def test_verdicts_that_come_out_differently_stand_before_those_in_other_words(supply: pw.Supply) -> None:
    for period, satisfied in (("2025Q3", 79), ("2025Q4", 84), ("2026Q1", 79)):
        supply.survey(period, satisfied=satisfied, of=100)
    line = preview_regime_rebase(supply.people.office, supply.regime_id, {"library_id": store(MILDER)}).line
    turned = [one.was != one.now for one in line.verdicts]
    assert turned == sorted(turned, reverse=True)
    assert 0 < sum(turned) == line.turned < len(turned)


def test_a_case_that_nobody_has_touched_is_dropped_with_its_verdict(supply: pw.Supply) -> None:
    supply.survey("2026Q1", satisfied=84, of=100)
    assert supply.case("T-20").state == "open"
    move(supply, store(MILDER))
    assert supply.case("T-20").state == "dropped"


@pytest.mark.parametrize(
    ("text", "stale"), [(TRIAL.replace('version: "1"', 'version: "2"'), False), (MILDER, True)]
)
def test_a_decision_under_way_goes_on_when_the_new_version_says_the_same(
    supply: pw.Supply, text: str, stale: bool
) -> None:
    supply.survey("2026Q1", satisfied=79, of=100)  # below 85 % and below 80 %
    path.fund(supply)
    key = path.told(supply)
    move(supply, store(text))
    office = supply.people.office
    assert (read_decision(office, key).row.stale, list_decisions(office).rows[-1].stale) == (stale, stale)
    refusal = pytest.raises(WrongState, match="终止办理") if stale else nullcontext()
    with clock.frozen(path.AFTER), refusal:
        approve(supply.people.leader, key, path.version(supply), "同意")


def test_the_move_is_logged_with_its_reason(supply: pw.Supply) -> None:
    library_id = store(MILDER)
    move(supply, library_id)
    with engine.reading() as session:
        found = select(AuditEntry).where(AuditEntry.object_type == "provider_regime")
        entry = session.exec(found.order_by(col(AuditEntry.id).desc())).first()
    assert entry is not None
    assert (entry.reason, entry.after["library_id"]) == (WHY, library_id)
    assert entry.after["version"] == regime(supply).version


def test_a_rule_that_is_gone_leaves_its_verdicts_as_superseded_and_a_new_one_is_judged(
    supply: pw.Supply,
) -> None:
    supply.survey("2026Q1", satisfied=70, of=100)
    library_id = store(MILDER.replace("T-20", "T-21"))
    line = preview_regime_rebase(supply.people.office, supply.regime_id, {"library_id": library_id}).line
    told = {(one.rule, one.was, one.now) for one in line.verdicts}
    assert {("T-20", "触发", "不再判定"), ("T-21", "（新）", "触发")} <= told
    move(supply, library_id)
    assert {row.superseded for row in verdicts(supply) if row.rule == "T-20"} == {True}
    assert supply.verdict("T-21", "2026Q1").outcome == "triggered"


def test_new_figures_after_the_preview_must_be_seen_first(supply: pw.Supply) -> None:
    given = {"library_id": store(MILDER)}
    office = supply.people.office
    token = preview_regime_rebase(office, supply.regime_id, given).token
    supply.survey("2026Q1", satisfied=84, of=100)
    with pytest.raises(Conflict, match="重新核对"):
        rebase_regime(office, supply.regime_id, given, WHY, regime(supply).version, token)


def test_a_reason_another_version_and_a_running_regime_are_needed(supply: pw.Supply) -> None:
    library_id = store(MILDER)
    with pytest.raises(Invalid, match="理由"):
        move(supply, library_id, " ")
    with pytest.raises(Invalid, match="现在用的就是"):
        move(supply, regime(supply).library_id)
    with pytest.raises(Refused):
        preview_regime_rebase(supply.people.leader, supply.regime_id, {"library_id": library_id})
    end_regime(supply.people.office, supply.regime_id, regime(supply).version, "合同到期")
    with pytest.raises(WrongState):
        move(supply, library_id)


def test_the_choices_of_the_regime_are_carried_over(supply: pw.Supply) -> None:
    with engine.transaction() as session:
        session.get_one(ProviderRegime, supply.regime_id).parameters = {"mostly": "not_counted"}
    move(supply, store(MILDER))
    assert regime(supply).parameters == {"mostly": "not_counted"}


def campaign(supply: pw.Supply) -> int:
    values = {
        "library_id": regime(supply).library_id,
        "name": "居家服务监管行动",
        "year": 2026,
        "number_prefix": "JG",
        "unit_ids": (supply.people.unit("东街镇"),),
    }
    return create_campaign(supply.people.office, values)


@pytest.mark.parametrize("along", [True, False])
def test_a_regime_moves_along_with_its_campaign_only_when_the_office_says_so(
    supply: pw.Supply, along: bool
) -> None:
    supply.survey("2026Q1", satisfied=84, of=100)
    campaign_id, library_id = campaign(supply), store(MILDER)
    given = {"library_id": library_id, "regime_ids": (supply.regime_id,) if along else ()}
    preview = preview_rebase(supply.people.office, campaign_id, given)
    assert [(one.id, one.moves, one.providers) for one in preview.regimes] == [(supply.regime_id, along, 1)]
    assert "T-20" in {one.rule for one in preview.regimes[0].verdicts}  # told in any case
    rebase_campaign(supply.people.office, campaign_id, given, WHY, 1, preview.token)
    with engine.reading() as session:
        assert session.get_one(Campaign, campaign_id).library_id == library_id
    assert (regime(supply).library_id == library_id) is along
    assert supply.verdict("T-20", "2026Q1").outcome == ("not_triggered" if along else "triggered")


def test_the_number_of_statements_does_not_grow_with_the_figures(supply: pw.Supply) -> None:
    given = {"library_id": store(MILDER)}
    supply.survey("2026Q1", satisfied=84, of=100)
    with count_statements() as few:
        preview_regime_rebase(supply.people.office, supply.regime_id, given)
    for month in range(1, 6):
        supply.complaints(f"2026-0{month}", verified=month, of=100)
    with count_statements() as many:
        preview_regime_rebase(supply.people.office, supply.regime_id, given)
    assert len(many) == len(few) <= 16
