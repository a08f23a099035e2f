"""The demo district holds what was promised, in every state, and stands the checks of the system itself."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, func, select

from domain.decisions import DecisionState
from domain.errors import Refused
from domain.findings import ExtensionState
from domain.permissions import Role
from domain.self_inspection import ReportState
from domain.units import UnitKind
from domain.visits import VisitState
from domain.workflow import CLOCK_RUNS, State
from models import engine
from models.account import Account
from models.audit import AuditEntry
from models.ban import Ban
from models.campaign import Phase
from models.decision import Decision, Verdict
from models.document import IssuedDocument, Notice
from models.evidence import Evidence
from models.finding import Extension, Finding
from models.lead import Lead
from models.measurement import ScoreMark
from models.provider import Contract, Provider
from models.score import ScoreReview
from models.self_inspection import SelfExemption, SelfInspection
from models.survey import SurveyDraw
from models.unit import Unit
from models.verification import Visit
from seed.demo import fill, new_password
from services import passwords
from services.audit import verify_chain
from services.contracts import create_contract
from services.documents import read_document
from services.evidence import read_evidence
from tests.provider_world import contract_values
from tests.seed.conftest import PASSWORD, TODAY, Filled

RULES = {
    "S4-1-02d", "S4-1-19a", "S4-1-19b", "S4-1-20", "S4-1-21a", "S4-1-21b", "S4-1-22", "S4-1-23", "S4-1-24",
    "S4-1-25", "S4-1-26", "S4-4-12b", "S4-4-12b.2", "S4-4-14.1", "S4-4-14.2",
}  # fmt: skip
DECIDED = {
    DecisionState.OPEN, DecisionState.PROPOSED, DecisionState.NOTICE_SERVED, DecisionState.HEARD,
    DecisionState.APPROVED, DecisionState.REJECTED, DecisionState.IN_FORCE, DecisionState.FULFILLED,
    DecisionState.UNFULFILLED, DecisionState.REVOKED, DecisionState.WAIVED, DecisionState.DROPPED,
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("district")


def values(column: Any, *conditions: Any) -> list[Any]:
    """All values of a column."""
    with engine.reading() as session:
        return list(session.exec(select(column).where(*conditions).order_by(column)))


def number(table: Any, *conditions: Any) -> int:
    """How many rows there are."""
    with engine.reading() as session:
        return session.exec(select(func.count()).select_from(table).where(*conditions)).one()


def lacking(wanted: Iterable[str], found: Iterable[str]) -> set[str]:
    """Which of the wanted words do not occur."""
    return {str(one) for one in wanted} - {str(one) for one in found}


def test_there_are_twelve_townships_and_150_villages_and_nine_providers_with_contracts() -> None:
    assert number(Unit, Unit.kind == UnitKind.TOWNSHIP) == 12
    assert number(Unit, Unit.kind == UnitKind.VILLAGE) == 150
    assert number(Provider) == 9
    assert len(set(values(Contract.provider_id))) == 9


def test_every_role_has_an_account_that_opens_with_the_password(district: Filled) -> None:
    assert {one.role for one in district.made.accounts} == set(Role)
    hashes = set(values(Account.password_hash))
    assert all(passwords.matches(one, PASSWORD) for one in hashes)
    assert not any(values(Account.must_change))


def test_the_campaign_is_in_its_third_phase() -> None:
    with engine.reading() as session:
        phases = session.exec(select(Phase).order_by(col(Phase.position))).all()
    assert [phase.state for phase in phases] == ["closed", "open", "open", "planned"]
    third = phases[2]
    assert third.start is not None
    assert third.end is not None
    assert third.start <= TODAY <= third.end


def test_about_six_hundred_findings_are_in_every_state() -> None:
    assert 560 <= number(Finding) <= 660
    assert not lacking(State, values(Finding.state))


def test_some_findings_are_overdue_and_some_are_due_soon_and_one_came_back() -> None:
    running = col(Finding.state).in_(sorted(CLOCK_RUNS))
    assert 30 <= number(Finding, running, col(Finding.due) < TODAY) <= 90
    week = TODAY + timedelta(days=7)
    assert number(Finding, running, col(Finding.due) >= TODAY, col(Finding.due) <= week) >= 5
    assert number(Finding, Finding.returned_count > 0)
    assert number(Finding, col(Finding.relapse_of).is_not(None))
    assert number(Finding, col(Finding.looked_back_on).is_not(None))
    assert not lacking("0123", map(str, values(Finding.escalation)))


def test_extensions_were_asked_granted_and_refused() -> None:
    wanted = (ExtensionState.ASKED, ExtensionState.GRANTED, ExtensionState.REFUSED)
    assert not lacking(wanted, values(Extension.state))


def test_reports_are_accepted_submitted_returned_drafts_late_missing_and_excused() -> None:
    wanted = (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED)
    assert not lacking(wanted, values(SelfInspection.state))
    assert number(SelfInspection, col(SelfInspection.late))
    assert number(SelfInspection) < 171
    assert number(SelfExemption) == 1


def test_visits_are_done_and_signed_and_going_on_and_planned_for_today_and_later() -> None:
    assert not lacking(VisitState, values(Visit.state))
    assert number(Visit, Visit.planned_on == TODAY, Visit.state == VisitState.PLANNED) == 2
    assert number(Visit, Visit.planned_on > TODAY)


def test_every_threshold_rule_has_been_triggered() -> None:
    current = col(Verdict.superseded).is_(False)
    assert not lacking(RULES, values(Verdict.rule, current, Verdict.outcome == "triggered"))


def test_exactly_ninety_per_cent_triggers_nothing_and_a_hair_less_does() -> None:
    lines = values(Verdict.arithmetic, Verdict.rule == "S4-1-19a", Verdict.period == "2026Q3")
    assert [line for line in lines if "180/200" in line and "≥" in line]
    assert [line for line in lines if "1799/2000" in line and "<" in line]


def test_cases_have_gone_every_way_and_a_provider_is_barred(district: Filled) -> None:
    assert not lacking(DECIDED, values(Decision.state))
    with engine.reading() as session:
        ban = session.exec(select(Ban)).one()
    assert ban.start <= TODAY
    assert ban.end is not None
    assert ban.end > TODAY
    with pytest.raises(Refused, match=re.escape("S4-4-14.1")):
        create_contract(district.actor("office1"), ban.provider_id, contract_values())


def test_there_are_two_leads_documents_and_messages() -> None:
    assert number(Lead) == 2
    assert number(Finding, col(Finding.transferred)) == 2
    assert len(set(values(IssuedDocument.kind))) == 6
    assert number(Notice) > 500


def test_issued_documents_can_be_made_again_as_they_were(district: Filled) -> None:
    office = district.actor("office1")
    assert all(read_document(office, key).same for key in values(IssuedDocument.id))


def test_photos_and_papers_can_be_opened(district: Filled) -> None:
    kinds = {read_evidence(district.actor("office1"), key).media_type for key in values(Evidence.id)[:200]}
    assert kinds == {"image/png", "application/pdf"}


def test_the_audit_log_is_whole_and_its_days_follow_one_another(district: Filled) -> None:
    assert verify_chain(district.actor("admin2")) is None
    with engine.reading() as session:
        times = session.exec(select(AuditEntry.at).order_by(col(AuditEntry.id))).all()
    days = [time.date() for time in times]
    assert days == sorted(days)


def test_the_progress_grows_to_the_end_with_a_sentence_each_time(district: Filled) -> None:
    shares = [share for share, _ in district.told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert all(what for _, what in district.told)


def test_a_filled_database_is_refused() -> None:
    with pytest.raises(Refused, match="已经有单位和账号"):
        fill(lambda _share, _what: None)


def test_a_password_is_made_anew_each_time() -> None:
    assert new_password() != new_password()
    assert len(new_password()) >= 10


def test_townships_were_assessed_and_one_review_is_decided_while_another_waits() -> None:
    assert number(ScoreMark, col(ScoreMark.superseded).is_(False)) == 12 * 4 - 1, (
        "one still waits for its mark"
    )
    assert values(ScoreReview.state) == ["asked", "changed"]
    assert number(SurveyDraw) == 1
