"""Exceptions: those of an entry itself, and those of the whole scheme to which it belongs."""

from dataclasses import replace
from datetime import date

from domain.library import wording
from domain.library.models.conditions import Condition
from domain.library.models.exemptions import Exemption
from domain.library.scopes import Scope
from domain.several_kinds import includes
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO, YES
from domain.thresholds.uses import uses_of


def exceptions(
    compiler: Compiler, entry: str, own: Condition | None, scope: Scope, within: str = ""
) -> TestOf | None:
    """Whether an entry does not apply at a place; None where nothing is ever exempt.

    `within` is the balance, list or sheet of which it is: who is exempt by how a balance stands
    (信用分九十分以上的免检) goes on having it counted.
    """
    tests = [compiler.condition(own, scope)] if own is not None else []
    whole = [one for one in compiler.scheme.exemptions if one.speaks_of(scope.kind or "", entry)]
    if within:
        whole = [one for one in whole if within not in uses_of(compiler.scheme, one.when).seen]
    tests += [_of_scheme(compiler, one) for one in whole]
    if len(tests) < 2:
        return tests[0] if tests else None

    def test(place: Place) -> Evidence:
        found = [one(place) for one in tests]
        sure = next((one for one in found if one.truth is YES), None)
        return sure or next((one for one in found if one.truth is not NO), found[0])

    return test


def _of_scheme(compiler: Compiler, one: Exemption) -> TestOf:
    """Asked once of the subject as it stands on a day, whatever period or record the entry looks at."""

    inner, who = compiler.condition(one.when, Scope(kind=one.of)), wording.party(compiler.scheme, one.of)

    def asked(there: Place) -> Evidence:
        known = there.book.subjects.get(there.subject)
        if known is not None and not includes(one.of, known.kind):
            return Evidence(NO, "records", text=f"{one.title}：不是{who}")
        found = inner(there)
        return replace(found, text=f"{one.title}：{found.text}") if found.text else found

    def test(place: Place) -> Evidence:
        known = place.book.remembered(asked, dict[tuple[str, date, str | None], Evidence])
        there = Place(place.book, place.subject, place.moment, unit=place.unit)
        at = there.subject, there.moment, there.unit
        if at not in known:
            known[at] = asked(there)
        return known[at]

    return test
