"""Forms that ask about lists: whether somebody stands on one, since when."""

from datetime import date

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.named_days import end_of_stay
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, condition_form, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.stays import Stay
from domain.thresholds.truth import NO, YES
from domain.thresholds.windows import DayRange


@condition_form(c.OnList)
def _on_list(compiler: Compiler, node: c.OnList, _: Scope) -> TestOf:
    name = compiler.scheme.lists[node.on_list].name

    def test(place: Place) -> Evidence:
        stay: Stay | None = compiler.ask("already" if node.already else "list", node.on_list, place)
        if stay is None or stay.truth is YES:
            on = stay is not None
            before = "此前" if node.already else ""
            return Evidence(YES if on else NO, "list", text=f"{before}{'在' if on else '不在'}{name}")
        return Evidence(stay.truth, "list", text=f"是否在{name}未定（{stay.why}）")

    return test


@value_form(v.ListedSince)
def _listed_since(compiler: Compiler, node: v.ListedSince, _: Scope) -> ValueOf:
    name = end_of_stay(node, compiler.scheme.lists[node.key].name)

    def before(place: Place) -> Known:
        stay: Stay | None = compiler.ask("already", node.key, place)
        if stay is None or stay.truth is not YES:
            return _no_stay(name, stay, "此前不在名单上")
        return _end(node, name, (stay.first, stay.last))

    def value(place: Place) -> Known:
        stay: DayRange | None = compiler.ask("stay", node.key, place)
        if stay is None:
            return _no_stay(name, compiler.ask("list", node.key, place), "不在名单上")
        return _end(node, name, stay)

    return before if node.already else value


def _no_stay(name: str, perhaps: Stay | None, none: str) -> Known:
    return Missing(name, f"（{none if perhaps is None else perhaps.why}）", absent=perhaps is None)


def _end(node: v.ListedSince, name: str, stay: DayRange) -> Known:
    day = stay[0] if node.listed_until is None else stay[1]
    return (
        Missing(name, "（没有期限，或者期限还没有登记）")
        if day == date.max
        else Datum("day", day=day, name=name)
    )
