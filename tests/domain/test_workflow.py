"""The table of transitions, the close-out steps, and what a finding says it waits for."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.errors import Refused, WrongState
from domain.field_words import field_words
from domain.findings import is_overdue, light_of
from domain.permissions import Role
from domain.separation import Taken, require_step
from domain.traffic_lights import Light
from domain.waiting import Standing, waiting_for
from domain.workflow import (
    CLOCK_RUNS,
    ENDED,
    TRANSITIONS,
    Move,
    State,
    Step,
    StepKind,
    move_from,
    state_after,
)

REVIEW = Step("review", "审核", StepKind.REVIEW, (Role.OFFICE, Role.TOWNSHIP))
VERIFY = Step("verify", "验收", StepKind.VERIFY, (Role.INSPECTOR,), two_people=True)
POST = Step("post", "公示", StepKind.PUBLICITY, (Role.OFFICE,), publicity_days=5)
STRIKE = Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,))
TODAY, NOBODY = date(2026, 5, 1), frozenset[int]()


@pytest.mark.parametrize("move", list(Move))
def test_every_move_starts_where_the_table_says_and_nowhere_else(move: Move) -> None:
    for state in State:
        if state in TRANSITIONS[move].sources:
            assert move_from(state, move).move is move
        else:
            with pytest.raises(WrongState, match="目前是"):
                move_from(state, move)


def test_nothing_leads_out_of_an_ending_except_steps_after_striking_off() -> None:
    leaving = {move for move, one in TRANSITIONS.items() if one.sources & ENDED}
    assert leaving == {Move.PASS}
    assert TRANSITIONS[Move.PASS].sources & ENDED == {State.CLOSED}


@pytest.mark.parametrize(
    ("steps", "states"),
    [
        ((REVIEW, VERIFY, POST, STRIKE), ["submitted", "reviewed", "verified", "published", "closed"]),
        ((REVIEW, STRIKE, POST), ["submitted", "reviewed", "closed", "closed"]),
        ((REVIEW, VERIFY), ["submitted", "reviewed", "closed"]),
        ((STRIKE,), ["submitted", "closed"]),
    ],
)
def test_the_list_of_steps_decides_the_states(steps: tuple[Step, ...], states: list[str]) -> None:
    ways = range(len(steps) + 1)
    assert [state_after(steps[:n], last=n == len(steps)).value for n in ways] == states


def test_a_problem_that_passes_only_some_steps_stands_where_the_last_of_these_leads() -> None:
    assert state_after((REVIEW, POST), last=False) is State.PUBLISHED
    assert state_after((REVIEW, STRIKE), last=True) is State.CLOSED


def test_a_step_is_kept_as_a_campaign_stores_it_and_those_stored_before_are_for_all_problems() -> None:
    step = Step("sign", "签批", StepKind.REVIEW, (Role.LEADER,), only="sign")
    assert Step.from_json(step.to_json()) == step
    before = {key: one for key, one in REVIEW.to_json().items() if key not in {"only", "anew"}}
    assert Step.from_json(before) == REVIEW


@pytest.mark.parametrize(
    ("step", "earlier", "barred"),
    [
        (REVIEW, StepKind.REVIEW, True),
        (VERIFY, StepKind.REVIEW, True),
        (STRIKE, StepKind.REVIEW, False),
        (STRIKE, StepKind.VERIFY, True),
        (POST, StepKind.VERIFY, False),
        (STRIKE, StepKind.PUBLICITY, False),
    ],
)
def test_hands_that_checked_before(step: Step, earlier: StepKind, barred: bool) -> None:
    taken = [Taken(earlier, frozenset({7}))]
    people = {7, 8}
    if barred:
        with pytest.raises(Refused, match="请换人办理"):
            require_step(step, step.roles[0], people, rectifiers=NOBODY, taken=taken)
    else:
        require_step(step, step.roles[0], people, rectifiers=NOBODY, taken=taken)


def test_one_hand_that_rectified_is_enough_to_be_barred() -> None:
    with pytest.raises(Refused, match="整改责任人"):
        require_step(VERIFY, Role.INSPECTOR, {1, 2}, rectifiers=frozenset({2}), taken=[])
    require_step(VERIFY, Role.INSPECTOR, {1, 2}, rectifiers=frozenset({3}), taken=[])


def test_two_people_are_two() -> None:
    with pytest.raises(Refused, match="两人以上"):
        require_step(VERIFY, Role.INSPECTOR, {1}, rectifiers=NOBODY, taken=[])


def test_a_township_takes_a_step_that_names_it() -> None:
    require_step(REVIEW, Role.TOWNSHIP, {1}, rectifiers=NOBODY, taken=[])


@pytest.mark.parametrize("state", list(State))
def test_only_a_running_clock_runs_out(state: State) -> None:
    yesterday = date(2026, 4, 30)
    assert is_overdue(state, yesterday, TODAY) is (state in CLOCK_RUNS)
    assert not is_overdue(state, TODAY, TODAY)
    assert not is_overdue(state, None, TODAY)


@pytest.mark.parametrize(
    ("state", "due", "light"),
    [
        (State.CLOSED, date(2026, 1, 1), Light.BLUE),
        (State.ONGOING, None, Light.GREY),
        (State.SUBMITTED, date(2026, 1, 1), None),
        (State.WITHDRAWN, date(2026, 1, 1), None),
        (State.REGISTERED, None, Light.UNSET),
        (State.RECTIFYING, date(2026, 4, 30), Light.RED),
        (State.RECTIFYING, date(2026, 5, 1), Light.YELLOW),
        (State.RECTIFYING, date(2026, 5, 8), Light.YELLOW),
        (State.RECTIFYING, date(2026, 5, 9), Light.GREEN),
    ],
)
def test_the_light_of_each_state(state: State, due: date | None, light: Light | None) -> None:
    assert light_of(state, due, TODAY, date(2026, 5, 8)) is light


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing(State.REGISTERED, "东街镇", None), "等待 专项办 交办"),
        (Standing(State.RECTIFYING, "东街镇", TODAY), "等待 东街镇 报送整改结果，今日到期"),
        (Standing(State.RECTIFYING, "东街镇", None), "等待 东街镇 报送整改结果"),
        (
            Standing(State.ASSIGNED, "东街镇", date(2026, 5, 8)),
            "等待 东街镇 签收并整改，剩3个工作日/7天",
        ),
        (Standing(State.ONGOING, "东街镇", None), "长期坚持，由 东街镇 定期更新进展"),
        (Standing(State.SUBMITTED, "东街镇", None, REVIEW), "等待 专项办、基层单位 办理“审核”"),
        (Standing(State.SUBMITTED, "一小", None, REVIEW, base="东街镇"), "等待 专项办、东街镇 办理“审核”"),
        (Standing(State.PUBLISHED, "一小", None, STRIKE, base="东街镇"), "等待 专项办 办理“销号”"),
        (Standing(State.SUBMITTED, "东街镇", None), "销号程序未设置，等待 专项办 在行动设置中补上"),
        (
            Standing(State.PUBLISHED, "东街镇", None, STRIKE, TODAY),
            "正在公示，2026年5月1日期满，次日起等待 专项办 办理“销号”",
        ),
        (Standing(State.PUBLISHED, "东街镇", None, STRIKE, date(2026, 4, 30)), "等待 专项办 办理“销号”"),
        (Standing(State.CLOSED, "东街镇", None), "已销号"),
        (Standing(State.CLOSED, "东街镇", None, POST), "已销号，等待 专项办 办理“公示”"),
        (Standing(State.TRANSFERRED, "东街镇", None), "已移送，台账不再办理"),
        (Standing(State.WITHDRAWN, "东街镇", None), "已撤销，台账不再办理"),
    ],
)
def test_a_finding_says_whom_it_waits_for(standing: Standing, sentence: str) -> None:
    assert waiting_for(standing, TODAY, WorkCalendar()) == sentence


def test_fields_are_named_for_people() -> None:
    assert field_words(["due", "version", "lead_unit_id"]) == "整改期限、牵头单位"
