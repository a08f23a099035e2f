"""The table of a decision's steps, and what is computed from dates."""

from datetime import date

import pytest

from domain.decisions import (
    MOVES,
    TOLD,
    UNDECIDED,
    DecisionState,
    Step,
    Track,
    moves_from,
    require_another,
    require_hearing_over,
    require_right,
    require_step,
    state_on,
    track_of,
)
from domain.errors import Refused, WrongState


@pytest.mark.parametrize(
    ("acts", "track"),
    [
        ({"terminate", "rectify"}, Track.SANCTION),
        ({"ban"}, Track.SANCTION),
        ({"rectify", "notify"}, Track.ORDER),
        ({"renew"}, Track.NOTE),
        (set(), Track.NOTE),
    ],
)
def test_the_heaviest_act_sets_the_procedure(acts: set[str], track: Track) -> None:
    assert track_of(acts) is track


def test_a_sanction_cannot_skip_notice_hearing_or_approval() -> None:
    reachable = {DecisionState.OPEN}
    for step in (Step.PROPOSE, Step.SERVE_NOTICE, Step.HEAR, Step.APPROVE, Step.SERVE, Step.ENTER_FORCE):
        (state,) = reachable
        assert step in {move.step for move in moves_from(state, Track.SANCTION)}
        reachable = {MOVES[step].target}
    assert reachable == {DecisionState.IN_FORCE}
    for state in (DecisionState.OPEN, DecisionState.PROPOSED):
        with pytest.raises(WrongState):
            require_step(state, Step.APPROVE, Track.SANCTION)


def test_a_sanction_is_not_issued_as_an_order() -> None:
    with pytest.raises(WrongState):
        require_step(DecisionState.OPEN, Step.ISSUE, Track.SANCTION)


def test_what_is_computed_is_never_a_target() -> None:
    computed = {DecisionState.EXPIRED, DecisionState.LAPSED}
    assert not computed & {move.target for move in MOVES.values()}


def test_the_party_knows_nothing_before_the_notice() -> None:
    assert not {DecisionState.OPEN, DecisionState.PROPOSED} & TOLD
    assert DecisionState.NOTICE_SERVED in TOLD


@pytest.mark.parametrize(
    ("state", "day", "reads"),
    [
        (DecisionState.OPEN, date(2027, 7, 6), DecisionState.OPEN),
        (DecisionState.OPEN, date(2027, 7, 7), DecisionState.LAPSED),
        (DecisionState.IN_FORCE, date(2027, 7, 7), DecisionState.IN_FORCE),
    ],
)
def test_a_right_lapses_and_a_decision_in_force_does_not(
    state: DecisionState, day: date, reads: DecisionState
) -> None:
    assert state_on(state, day, lapses_on=date(2027, 7, 6)) is reads


@pytest.mark.parametrize(
    ("day", "reads"),
    [(date(2029, 7, 6), DecisionState.IN_FORCE), (date(2029, 7, 7), DecisionState.EXPIRED)],
)
def test_a_decision_expires_after_its_last_day(day: date, reads: DecisionState) -> None:
    assert state_on(DecisionState.IN_FORCE, day, ends_on=date(2029, 7, 6)) is reads


def test_every_undecided_state_can_lapse() -> None:
    late = date(2030, 1, 1)
    assert {state_on(state, late, lapses_on=date(2029, 1, 1)) for state in UNDECIDED} == {
        DecisionState.LAPSED
    }


@pytest.mark.parametrize(("today", "over"), [(date(2026, 7, 13), False), (date(2026, 7, 14), True)])
def test_the_hearing_is_over_on_the_day_after_its_term(today: date, over: bool) -> None:
    if over:
        require_hearing_over(DecisionState.NOTICE_SERVED, date(2026, 7, 13), today)
    else:
        with pytest.raises(WrongState):
            require_hearing_over(DecisionState.NOTICE_SERVED, date(2026, 7, 13), today)


def test_nobody_approves_what_is_theirs() -> None:
    require_another(1, 2, "处置")
    with pytest.raises(Refused):
        require_another(1, 1, "处置")


def test_only_a_right_may_be_left_unused() -> None:
    require_right("may")
    with pytest.raises(WrongState):
        require_right("must")
