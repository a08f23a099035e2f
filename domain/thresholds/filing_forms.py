"""Forms that ask about deliverables: came in time, came at all, how many days late."""

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.came import Came
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, condition_form, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Known
from domain.thresholds.evidence import Evidence


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

    return value
