"""Decisions on units: seen by the township above once the unit was told, dated in the calendar, shown with data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from domain.decisions import DecisionState
from domain.errors import NotFound, Refused
from models import engine
from models.decision import Decision
from models.provider import ProviderRegime
from services import clock
from services.actor import Actor
from services.agenda import month_agenda
from services.decision_reading import read_decision
from services.decision_steps import record_statement
from services.decisions import list_decisions
from services.evidence_owners import owner_of
from services.regimes import start_regime
from services.targets import list_targets
from services.todo import list_todo
from services.unit_figures import record_figure
from services.verdict_list import read_target
from tests import stored_schemes, world
from tests.campaign_rows import change
from tests.databases import Database
from tests.services.test_unit_targets import SCHEME, TODAY

DUE = date(2026, 7, 13)


@pytest.fixture
def people(sqlite_database: Database) -> Iterator[world.People]:
    """A village below the line of 90 per cent, and the decision that its figures opened (number 1)."""
    with clock.frozen(TODAY):
        people = world.district()
        stored = stored_schemes.store(stored_schemes.scheme(SCHEME))
        values = {"name": "目标责任", "library_id": stored, "started_on": date(2026, 1, 1)}
        regime = start_regime(people.office, values)
        figure = {"kind": "village", "unit_id": people.unit("东街一村"), "metric": "rate", "period": "2026",
                  "source": "年报", "numerator": 89, "denominator": 100}  # fmt: skip
        record_figure(people.office, regime, figure)
        beds = {"kind": "township", "unit_id": people.unit("东街镇"), "metric": "beds", "numerator": 99}
        record_figure(people.office, regime, {**figure, **beds, "denominator": 1})
        yield people


def stand(state: DecisionState, **values: Any) -> None:
    change(Decision, 1, state=state.value, **values)


def dates(actor: Actor) -> list[tuple[int, str]]:
    return [(day.day.day, one.kind) for day in month_agenda(actor, 2026, 7) for one in day.entries]


@pytest.mark.parametrize("state", [DecisionState.OPEN, DecisionState.PROPOSED])
def test_before_the_notice_only_those_who_decide_know(people: world.People, state: DecisionState) -> None:
    stand(state, lapses_on=DUE)
    assert list_decisions(people.township).total == 0
    with pytest.raises(NotFound):
        read_decision(people.township, 1)
    assert dates(people.office) == dates(people.leader) == [(13, "right_lapses")]
    assert dates(people.township) == []
    village = next(row for row in list_targets(people.township).rows if row.rule == "U-1")
    assert read_target(people.township, village.id).decision_id is None
    assert read_target(people.office, village.id).decision_id == 1


def test_once_told_the_village_and_the_township_above_see_it_and_nobody_beside(people: world.People) -> None:
    stand(DecisionState.NOTICE_SERVED, statement_due=DUE, notice_served_on=TODAY)
    for actor in (people.township, people.village):
        assert [row.provider for row in list_decisions(actor).rows] == ["东街一村"]
        assert dates(actor) == [(13, "statement_due")]
        assert [item.kind for item in list_todo(actor).items] == ["decision_state"]
        assert read_decision(actor, 1).row.id == 1
    assert list_decisions(people.other_township).total == 0
    assert dates(people.other_township) == []
    with pytest.raises(Refused):
        record_statement(people.other_township, 1, 1, {"statement": "无异议"})


def test_the_village_states_its_view_as_of_today_and_its_files_are_open_to_it(people: world.People) -> None:
    stand(DecisionState.NOTICE_SERVED, statement_due=DUE, notice_served_on=TODAY)
    record_statement(people.village, 1, 1, {"statement": "样本过小"})
    view = read_decision(people.township, 1)
    assert (view.statement, view.statement_on) == ("样本过小", TODAY)
    with engine.reading() as session:
        owner = owner_of("decision", 1, session=session)
        assert owner.units == {people.unit("东街一村")}


def test_an_end_stands_in_the_calendar_of_both_sides(people: world.People) -> None:
    stand(DecisionState.IN_FORCE, ends_on=DUE)
    for actor in (people.office, people.leader, people.discipline, people.township, people.village):
        assert dates(actor) == [(13, "decision_ends")]
    assert dates(people.provider) == []


def test_the_verdict_of_a_unit_names_the_figures_that_it_rests_on(people: world.People) -> None:
    for rule, metric in (("U-1", "rate"), ("U-T", "beds")):
        row = next(row for row in list_targets(people.office).rows if row.rule == rule)
        (datum,) = read_target(people.township, row.id).data
        assert (datum.metric, datum.period, datum.source) == (metric, "2026", "年报")


def test_a_target_does_not_rest_on_figures_from_after_its_day(people: world.People) -> None:
    with engine.reading() as session:
        regime = session.exec(select(ProviderRegime)).one().key
    with clock.frozen(date(2027, 7, 1)):
        late = {"kind": "township", "unit_id": people.unit("东街镇"), "metric": "beds", "period": "2027",
                "source": "年报", "numerator": 120}  # fmt: skip
        record_figure(people.office, regime, late)
        row = next(row for row in list_targets(people.office).rows if row.rule == "U-T")
        assert [one.period for one in read_target(people.office, row.id).data] == ["2026"]
