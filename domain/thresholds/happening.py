"""Whether something was recorded: what is asked of the records is told where none of them meets it."""

from domain.library.condition_words import ConditionWords
from domain.library.models import conditions as c
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, TestOf, condition_form
from domain.thresholds.context import Place
from domain.thresholds.data import UNBOUNDED, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.judging import unknown
from domain.thresholds.selecting import Selection
from domain.thresholds.truth import NO, PENDING, YES

_SHORT = 40  # characters of a condition told beside a record that does not meet it


@condition_form(c.Happened)
def _happened(compiler: Compiler, node: c.Happened, scope: Scope) -> TestOf:
    selection = Selection(compiler, node.happened, node, scope)
    name, asked = selection.fact.name, _asked(compiler, node, scope)
    met = f"符合条件的“{name}”" if asked else f"“{name}”"
    nothing = f"没有{'' if selection.fact.kept_by_system else '登记'}“{name}”"

    def test(place: Place) -> Evidence:
        found = selection.count(place)
        if isinstance(found, Missing):
            return Evidence(unknown(found), "compare", found)
        held = selection.range(place) if selection.ahead(place) else None
        still = selection.still_open(place, held) if isinstance(held, tuple) else ""
        if found.num > 0:
            return Evidence(YES, "records", text=f"有{met}{found.num}条{still}")
        if found.high is None:
            none = f"没有{met}（{asked}）" if asked and selection.any_row(place) else nothing
            return Evidence(NO, "records", text=f"{none}{still}")
        if found.high < UNBOUNDED:
            return Evidence(PENDING, "records", text=f"“{name}”有{found.high}条数据未填全（{asked}），待核")
        return Evidence(PENDING, "records", text=f"“{name}”尚未查询核实")

    return test


def _asked(compiler: Compiler, node: c.Happened, scope: Scope) -> str:
    """What is asked of the records, in a few words; empty where every record counts."""
    words = ConditionWords(compiler.scheme)
    where = words.where(node, node.happened, scope).removesuffix("的")
    told = "，".join(filter(None, (words.window(node.within, scope), where)))
    return told if len(told) <= _SHORT else f"{told[:_SHORT]}…"
