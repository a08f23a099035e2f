"""Figures taken over other subjects: the members of one, or its peers."""

from collections.abc import Iterable

from domain.library import wording
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, TestOf, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.facts import Subject
from domain.thresholds.ranking import of_no_known_group, peers_of
from domain.thresholds.taking import taken
from domain.thresholds.truth import JUDGE, NO, YES


def take_members(compiler: Compiler, node: v.Take, kind: str, scope: Scope) -> ValueOf:
    """Over those under the subject."""
    inner_scope = scope.of_others(kind)
    inner, test = compiler.value(node.of, inner_scope), compiler.optional(node.where, inner_scope)

    def value(place: Place) -> Known:
        members = place.book.members_of(place.subject, kind, *place.stretch)
        return _over(node, inner, test, (place.of_subject(one.id) for one in members), "下属")

    return value


def take_peers(compiler: Compiler, node: v.Take, by: str, scope: Scope) -> ValueOf:
    """Over the subjects of the same kind that agree in a fact, everywhere or under the same unit."""
    inner_scope = scope.of_others(scope.kind)
    inner, test = compiler.value(node.of, inner_scope), compiler.optional(node.where, inner_scope)
    peers = peers_of(compiler, by, scope, node.kinds)

    def value(place: Place) -> Known:
        like, near = peers(place), _near(compiler, node, scope, place)
        if isinstance(like, Missing):
            return like
        if isinstance(near, Missing):
            return near
        beside = None if near is None else {one.id for one in near}
        unsure = [one for one in like.unsure if beside is None or one in beside]
        if unsure and node.missing == "pending":
            return Missing("同类", of_no_known_group(unsure, by, place))
        alike = [one for one in like.subjects if beside is None or one in beside]
        return _over(node, inner, test, (place.of_subject(one) for one in alike), "同类")

    return value


def _near(compiler: Compiler, node: v.Take, scope: Scope, place: Place) -> list[Subject] | Missing | None:
    """Those under the same unit as the subject; None where that is not asked."""
    if node.under is None:
        return None
    above = place.book.above(place.subject, node.under)
    if above is None:
        return Missing("同类", f"（没有写所属{wording.party(compiler.scheme, node.under)}）")
    return list(place.book.members_of(above, scope.kind or "", *place.stretch))


def _over(node: v.Take, inner: ValueOf, test: TestOf | None, places: Iterable[Place], name: str) -> Known:
    """One figure of all for whom the filter holds; not known while it is open for one of them."""
    found: list[Known] = []
    for there in places:
        evidence = test(there) if test is not None else None
        if evidence is None or evidence.truth is YES:
            found.append(inner(there))
        elif evidence.truth is not NO:
            whose = place_name(there)
            found.append(Missing(name, f"（{whose}：{evidence.tell()}）", judge=evidence.truth is JUDGE))
    return taken(node.take, found, name, node.missing, empty_is_zero=test is not None)


def place_name(place: Place) -> str:
    """Whom a place speaks of."""
    return place.book.subjects[place.subject].name or place.subject
