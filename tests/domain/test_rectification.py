"""What counts as due, done and overdue."""

import pytest

from domain.findings import Kind
from domain.rectification import DONE, Progress, counted, total
from domain.workflow import CLOCK_RUNS, State


def figures(state: State, kind: Kind = Kind.BY_DEADLINE) -> Progress:
    return counted(state, kind, count=3, overdue=2, amount_fen=900, rectified_fen=600, recovered_fen=100)


def test_a_withdrawn_finding_is_not_counted_at_all() -> None:
    assert figures(State.WITHDRAWN) == Progress()


def test_a_transferred_finding_was_found_and_its_amounts_are_not_told() -> None:
    assert figures(State.TRANSFERRED) == Progress(found=3, transferred=3)


@pytest.mark.parametrize(
    ("state", "kind"), [(State.ONGOING, Kind.BY_DEADLINE), (State.RECTIFYING, Kind.ONGOING)]
)
def test_an_ongoing_finding_stands_beside_the_rates(state: State, kind: Kind) -> None:
    assert figures(state, kind) == Progress(found=3, ongoing=3, recovered_fen=100)


@pytest.mark.parametrize("state", sorted(set(State) - {State.WITHDRAWN, State.TRANSFERRED, State.ONGOING}))
def test_every_other_finding_is_due_and_done_once_somebody_else_has_verified_it(state: State) -> None:
    got = figures(state)
    assert (got.found, got.due, got.amount_fen) == (3, 3, 900)
    assert got.done == (3 if state in DONE else 0)
    assert got.closed == (3 if state is State.CLOSED else 0)


@pytest.mark.parametrize("state", [State.RECTIFYING, State.SUBMITTED, State.CLOSED])
def test_only_what_is_with_the_unit_can_be_overdue(state: State) -> None:
    assert figures(state).overdue == (2 if state in CLOCK_RUNS else 0)


def test_a_partly_rectified_finding_counts_by_amount_and_not_by_item() -> None:
    got = figures(State.RECTIFYING)
    assert (got.done, got.due) == (0, 3)
    assert (got.rectified_fen, got.amount_fen) == (600, 900)


def test_parts_add_up_and_what_was_found_is_due_ongoing_or_transferred() -> None:
    got = total(figures(state) for state in State)
    assert got.found == got.due + got.ongoing + got.transferred
    assert got.open == got.due - got.done == got.in_time + got.overdue
