"""What a finding waits for, in one sentence: whom, for what, and how long is left."""

from dataclasses import dataclass
from datetime import date

from domain.calendar import WorkCalendar
from domain.permissions import ROLE_NAMES, Role
from domain.terms import chinese_date
from domain.traffic_lights import remaining
from domain.workflow import IN_CHECK, State, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands. step: the close-out step that is due, if any."""

    state: State
    unit: str
    due: date | None
    step: Step | None = None
    publicity_to: date | None = None
    objection: bool = False  # whether one to its posting is still looked into
    step_due: date | None = None
    base: str = ""  # the unit at the base whose people take the step, where it falls to the base


def waiting_for(standing: Standing, today: date, calendar: WorkCalendar) -> str:
    """等待 东街镇 报送整改结果，剩3个工作日/5天."""
    match standing.state:
        case State.REGISTERED:
            return "等待 专项办 交办"
        case State.ASSIGNED:
            return f"等待 {standing.unit} 签收并整改{_left(standing, today, calendar)}"
        case State.RECTIFYING:
            return f"等待 {standing.unit} 报送整改结果{_left(standing, today, calendar)}"
        case State.ONGOING:
            return f"长期坚持，由 {standing.unit} 定期更新进展"
        case State.TRANSFERRED:
            return "已移送，台账不再办理"
        case State.WITHDRAWN:
            return "已撤销，台账不再办理"
    return _in_check(standing, today, calendar)


def _left(standing: Standing, today: date, calendar: WorkCalendar) -> str:
    return f"，{remaining(standing.due, today, calendar)}" if standing.due else ""


def _in_check(standing: Standing, today: date, calendar: WorkCalendar) -> str:
    step, last = standing.step, standing.publicity_to
    if step is None:
        return "已销号" if standing.state not in IN_CHECK else "销号程序未设置，等待 专项办 在行动设置中补上"
    who = "、".join(_hand(standing, role) for role in step.roles)
    until = standing.step_due
    left = f"，最晚{chinese_date(until)}，{remaining(until, today, calendar)}" if until else ""
    task = f"等待 {who} 办理“{step.name}”{left}"
    if standing.objection:
        return "公示期内收到异议，等待核实和处理，处理以后才办理下一步"
    if standing.state is State.PUBLISHED and last is not None and today <= last:
        return f"正在公示，{chinese_date(last)}期满，次日起{task}"
    return f"已销号，{task}" if standing.state is State.CLOSED else task


def _hand(standing: Standing, role: Role) -> str:
    """Whoever takes the step, by name where the role says nothing: all units of the base bear it."""
    return (role is Role.TOWNSHIP and standing.base) or ROLE_NAMES[role]
