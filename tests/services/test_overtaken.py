"""A decision goes on when only days have gone by, and not when somebody's data have changed."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from domain.decisions import DecisionState
from models import engine
from models.decision import Decision, Verdict
from services import clock
from services.facts import record_fact
from services.overtaken import overtaken
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.verdicts import refresh_all
from tests import stored_schemes, world
from tests.databases import Database
from tests.provider_world import Supply, provider_values

SCHEME = """
scheme: {id: owing, name: 欠款办法, version: "1", region: 云溪区, issuer: 区局, purpose: 试}
documents: {main: {title: 欠款办法, issuer: 区局, number: 云〔2025〕1号, effective: 2025-01-01, compared: 2025-01-01}}
facts:
  debt: {name: 欠款, kind: record, of: provider}
  note: {name: 催告, kind: record, of: provider}
rules:
  - {id: D-1, title: 欠款超过十日且催告过的解除合同, clause: 一, subject: provider, on: debt,
     when: {all: [{value: {elapsed: [row_date, today], unit: calendar_day}, above: 10},
       {value: {count: note, within: ever}, at_least: 1}]}, then: [{do: terminate}]}
"""
OWED = date(2026, 3, 1)
FIRST = OWED + timedelta(days=11)


@pytest.fixture
def supply(sqlite_database: Database) -> Supply:
    with clock.frozen(FIRST):
        people, library_id = world.district(), stored_schemes.store(stored_schemes.scheme(SCHEME))
        values = {"name": "监管", "library_id": library_id, "started_on": date(2026, 1, 1)}
        regime_id = start_regime(people.office, values)
        provider_id = register_provider(people.office, provider_values())
        assign_regime(people.office, regime_id, [provider_id], "服务合同第八条")
        built = Supply(people, regime_id, provider_id)
        found(built, "debt", OWED)
        found(built, "note", OWED)
        return built


def found(supply: Supply, event: str, day: date) -> None:
    told = {
        "event": event,
        "happened_on": day,
        "description": "欠款",
        "evidence": "账单",
        "proven_by": "区局",
    }
    record_fact(supply.people.office, supply.provider_id, told)


def rests_on(supply: Supply) -> int:
    """The verdict of the case, which somebody has taken in hand, so that it follows no more."""
    with engine.transaction() as session:
        row = session.exec(select(Decision).where(Decision.rule == "D-1")).one()
        row.state = DecisionState.PROPOSED.value
        session.add(row)
        return row.verdict_id


def morning(day: date) -> None:
    with clock.frozen(day), engine.transaction() as session:
        refresh_all(session=session)


def said(verdict_id: int) -> tuple[str, frozenset[int]]:
    """The arithmetic that stands now, and whether the verdict is overtaken."""
    with engine.reading() as session:
        now = select(Verdict.arithmetic).where(Verdict.rule == "D-1", col(Verdict.superseded).is_(False))
        return session.exec(now).one(), overtaken({verdict_id}, session=session)


def rows() -> list[tuple[int | None, str, bool]]:
    with engine.reading() as session:
        found = select(Verdict.id, Verdict.arithmetic, Verdict.superseded).where(Verdict.rule == "D-1")
        return list(session.exec(found.order_by(col(Verdict.id))).all())


def test_what_nobody_has_taken_in_hand_is_brought_up_to_date_in_its_place(supply: Supply) -> None:
    *earlier, (now, _, _) = rows()
    morning(OWED + timedelta(days=12))
    *still, (same, arithmetic, superseded) = rows()
    assert (still, same, superseded) == (earlier, now, False)
    assert "天数 12" in arithmetic
    assert supply.case("D-1").verdict_id == now


def test_a_day_more_overtakes_nothing_though_the_figure_grows(supply: Supply) -> None:
    verdict_id = rests_on(supply)
    for days in (12, 13):
        morning(OWED + timedelta(days=days))
        arithmetic, gone = said(verdict_id)
        assert f"天数 {days}" in arithmetic
        assert not gone
        told = next(text for key, text, _ in rows() if key == verdict_id)
        assert "天数 11" in told  # what the decision rests on stays as it was


def test_a_record_that_changes_the_arithmetic_overtakes_it_also_after_days_have_gone_by(
    supply: Supply,
) -> None:
    verdict_id = rests_on(supply)
    morning(OWED + timedelta(days=12))
    with clock.frozen(OWED + timedelta(days=12)):
        found(supply, "note", OWED)
    assert said(verdict_id)[1] == {verdict_id}
    morning(OWED + timedelta(days=13))
    assert said(verdict_id)[1] == {verdict_id}
