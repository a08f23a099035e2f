"""Forms that ask about lists: whether somebody stands on one, since when."""

from datetime import date

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, condition_form, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.stays import Stay
from domain.thresholds.truth import NO, YES


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
    name = compiler.scheme.lists[node.listed_since].name

    def before(place: Place) -> Known:
        stay: Stay | None = compiler.ask("already", node.listed_since, place)
        if stay is None or stay.truth is not YES:
            why = "（此前不在名单上）" if stay is None else f"（{stay.why}）"
            return Missing(f"列入{name}之日", why, absent=stay is None)
        return Datum("day", day=stay.first, name=f"列入{name}之日")

    def value(place: Place) -> Known:
        since: date | None = compiler.ask("since", node.listed_since, place)
        if since is None:
            stay: Stay | None = compiler.ask("list", node.listed_since, place)
            why = "（不在名单上）" if stay is None else f"（{stay.why}）"
            return Missing(f"列入{name}之日", why, absent=stay is None)
        return Datum("day", day=since, name=f"列入{name}之日")

    return before if node.already else value
