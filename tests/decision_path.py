"""A decision under the trial scheme, walked to a given step."""

from datetime import date
from typing import Any

from services import clock
from services.decision_force import serve_decision
from services.decision_steps import approve, propose, record_statement, serve_notice
from services.facts import record_fact
from services.measurements import record_measurement
from tests import provider_world
from tests.provider_world import TODAY

NOTICE = {"served_on": TODAY, "receipt": "康一签收"}
AFTER = date(2026, 7, 14)  # the statement term of five working days ends on 13 July


def fund(supply: provider_world.Supply, year: str = "100000", quarter: str = "25000") -> None:
    """The funds that percentages are taken of."""
    unit = supply.people.unit("专项办")
    for metric, period, amount in (("year_funds", "2026", year), ("quarter_funds", "2026Q1", quarter)):
        record_funds(supply, metric, period, amount, unit)


def record_funds(supply: provider_world.Supply, metric: str, period: str, amount: str, unit: int) -> None:
    values = {
        "provider_id": supply.provider_id, "metric": metric, "period": period, "reporting_unit_id": unit,
        "amount": amount,
    }  # fmt: skip
    record_measurement(supply.people.office, values)


def proposal(amount: str = "6000", deeds: tuple[str, ...] = ("0.0", "1")) -> dict[str, Any]:
    return {"deeds": deeds, "amounts": {"1": amount}, "reason": "两个季度持续下滑"}


def proposed(supply: provider_world.Supply, **changes: Any) -> int:
    case = supply.case("T-20")
    with clock.frozen(TODAY):
        propose(supply.people.office, case.key, case.version, proposal(**changes))
    return case.key


def told(supply: provider_world.Supply) -> int:
    decision_id = proposed(supply)
    with clock.frozen(TODAY):
        serve_notice(supply.people.office, decision_id, version(supply), NOTICE)
    return decision_id


def approved(supply: provider_world.Supply) -> int:
    decision_id = told(supply)
    with clock.frozen(AFTER):
        approve(supply.people.leader, decision_id, version(supply), "同意")
    return decision_id


def in_force(supply: provider_world.Supply) -> int:
    decision_id = approved(supply)
    with clock.frozen(AFTER):
        values = {"served_on": AFTER, "receipt": "康一签收"}
        serve_decision(supply.people.office, decision_id, version(supply), values)
    return decision_id


def version(supply: provider_world.Supply, rule: str = "T-20") -> int:
    return supply.case(rule).version


def bar(supply: provider_world.Supply) -> None:
    people = supply.people
    found = {
        "event": "bad_behaviour", "happened_on": date(2026, 5, 4), "description": "以米油抵顶服务",
        "evidence": "询问笔录、照片", "proven_by": "核查组",
    }  # fmt: skip
    record_fact(people.inspector, supply.provider_id, found)
    walked(supply, "T-14", TODAY, ("0", "1"))


def walked(supply: provider_world.Supply, rule: str, day: date, deeds: tuple[str, ...]) -> None:
    """A case from its verdict to the force of its decision in one day, the party having no objections."""
    people, case = supply.people, supply.case(rule)
    delivered = {"served_on": day, "receipt": "康一签收"}
    propose(people.office, case.key, 1, {"deeds": deeds, "amounts": {}, "reason": "查证属实"})
    serve_notice(people.office, case.key, 2, delivered)
    record_statement(people.office, case.key, 3, {"statement": "无异议", "stated_on": day})
    approve(people.leader, case.key, 4, "同意")
    serve_decision(people.office, case.key, 5, delivered)
