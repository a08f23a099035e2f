"""Conditions on who the subject is: of a kind, or one of those named."""

from domain.library.models import conditions as c
from domain.library.scopes import Scope
from domain.library.wording import party
from domain.several_kinds import is_several, kinds_in
from domain.thresholds.compiling import Compiler, TestOf, condition_form
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO, PENDING, YES


@condition_form(c.IsA)
def _is_a(compiler: Compiler, node: c.IsA, _: Scope) -> TestOf:
    kinds, name = kinds_in(node.is_a), party(compiler.scheme, node.is_a)

    def test(place: Place) -> Evidence:
        known = place.book.subjects.get(place.subject)
        if known is None or is_several(known.kind):
            return Evidence(PENDING, "records", text=f"是不是{name}没有写明")
        truth = YES if known.kind in kinds else NO
        return Evidence(truth, "records", text=f"{'是' if truth is YES else '不是'}{name}")

    return test


@condition_form(c.IsNamed)
def _is_named(_: Compiler, node: c.IsNamed, __: Scope) -> TestOf:
    def test(place: Place) -> Evidence:
        known = place.book.subjects.get(place.subject)
        name = (known.name if known is not None else "") or place.subject
        truth = YES if name.endswith(node.is_named) else NO
        names = "或".join(node.is_named)
        return Evidence(truth, "records", text=f"{'是' if truth is YES else '不是'}{names}")

    return test
