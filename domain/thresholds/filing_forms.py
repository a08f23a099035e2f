"""Forms that ask about deliverables: came in time, came at all, how many days late; also of a time limit."""

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.came import Came
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, condition_form, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Known
from domain.thresholds.evidence import Evidence
from domain.thresholds.limit_run import LimitRun


def in_time(compiler: Compiler, key: str) -> TestOf:
    """Whether a deliverable came in time."""

    def test(place: Place) -> Evidence:
        came: Came = compiler.ask("filing", key, place)
        return Evidence(came.in_time, "records", text=came.tell())

    return test


@condition_form(c.Filed)
def _filed(compiler: Compiler, node: c.Filed, _: Scope) -> TestOf:
    def test(place: Place) -> Evidence:
        came: Came = compiler.ask("filing", node.filed, place)
        return Evidence(came.filed, "records", text=came.tell())

    return test


@value_form(v.DaysLate)
def _days_late(compiler: Compiler, node: v.DaysLate, _: Scope) -> ValueOf:
    def value(place: Place) -> Known:
        came: Came = compiler.ask("filing", node.days_late, place)
        return came.late(compiler.almanac.calendar, node.unit)

    def over_term(place: Place) -> Known:
        limit: LimitRun = compiler.ask("limit", node.days_late, place)
        return limit.late(place, node.unit)

    return over_term if any(one.id == node.days_late for one in compiler.scheme.time_limits) else value
