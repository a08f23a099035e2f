"""The ledger of problems: whose records are gathered from it, and when which of them are looked at again."""

from collections.abc import Iterator
from typing import Any

from domain.library import wording
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models import conditions as c
from domain.library.models import decided
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.facts import Fact
from domain.library.models.joined import REGISTER
from domain.library.models.ledger import NATURES, NUMBER, TOLD
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visit, Visits
from domain.several_kinds import kinds_in, meet, written
from domain.units import UNIT_KIND_NAMES, UnitKind

_ABOVE = frozenset({UnitKind.DISTRICT, UnitKind.OFFICE})  # problems are found with those below


def check_ledger(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """Whose problems are meant, that no field has the name of one that is there, that categories exist."""
    known = {group.key for group in scheme.checklist.categories}
    for key in scheme.close_out.look_back_of if scheme.close_out else ():
        if key not in known:
            yield unknown(("close_out", "look_back_of", key), "检查表的类别", key, known)
    yield from _natures_looked_back_at(scheme)
    known_fields = TOLD | (NATURES if scheme.finding_nature else set())
    for key, fact in scheme.facts.items():
        if fact.of_findings:
            yield from _whose(("facts", key), fact)
            for name, field in fact.fields.items():
                if name in known_fields and field.value is not None:
                    yield wrong(("facts", key, "fields", name), f"登记项“{name}”问题台账里已经有，请换一个键")
        for name, field in fact.fields.items() if fact.of_decisions else ():
            if name in decided.TOLD and field.value is not None:
                yield wrong(("facts", key, "fields", name), f"登记项“{name}”处置决定里已经有，请换一个键")


def _natures_looked_back_at(scheme: Scheme) -> Iterator[Doubt]:
    options = scheme.finding_nature.options if scheme.finding_nature else ()
    for word in scheme.close_out.look_back_by if scheme.close_out else ():
        if word not in options:
            yield unknown(("close_out", "look_back_by", word), "问题性质（finding_nature）", word, options)


def check_joined(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """Records of several registers as one: of one kind of subject, declared, not put together themselves."""
    for key, fact in scheme.facts.items():
        for at, part in enumerate(fact.parts):
            path = ("facts", key, "from", at)
            other = scheme.facts.get(part)
            if other is None:
                yield unknown(
                    path, "逐条登记", part, [one for one in scheme.facts if scheme.facts[one].registered]
                )
            elif other.kind != "record" or other.parts:
                yield wrong(path, f"“{other.name}”不是一种逐条登记，from 写逐条登记（kind: record）的键")
            elif not meet(other.of, fact.of):
                names = wording.party(scheme, other.of), wording.party(scheme, fact.of)
                yield wrong(path, f"“{other.name}”是{names[0]}的，“{fact.name}”是{names[1]}的，合不到一起")
            elif REGISTER in other.fields:
                yield wrong(path, f"“{other.name}”的登记项 {REGISTER} 与合在一起的“登记种类”同键，请换一个键")


def _whose(path: Path, fact: Fact) -> Iterator[Doubt]:
    kinds = kinds_in(fact.of)
    above = [UNIT_KIND_NAMES[UnitKind(one)] for one in kinds if one in _ABOVE]
    if not set(kinds) <= set(UnitKind):
        units = "、".join(UnitKind)
        yield wrong((*path, "of"), f"问题台账按系统里的单位记，of 写 {units} 之一，现在是 {written(fact.of)}")
    elif above and not fact.below:
        name = "、".join(above)
        yield doubtful(
            (*path, "of"), f"问题是在下属单位查出的，{name}要看它们的，加 below: true（连同下属单位）"
        )


def check_citing_problems(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Records that name a problem are written after it was found: from that day they have to be looked for ahead."""
    for visit in visited:
        match visit.node:
            case v.Count(count=key) | c.Happened(happened=key) | v.Take(rows=str(key)):
                fact, told = scheme.facts.get(visit.scope.record or ""), scheme.facts.get(key)
                if fact is None or told is None or not fact.of_findings or told.of_findings:
                    continue
                if _stands_at_the_row(scheme, visit) and _by_number(visit.node) and not _ahead(visit.node):
                    yield doubtful(visit.path, _LATER.format(told.name))


_LATER = (
    "“{}”登记在发现问题以后，这里只看到发现那天：加 within: "
    "{{count: 10, unit: year, after: row_date}}（从发现那天往后看）"
)


def _stands_at_the_row(scheme: Scheme, visit: Visit) -> bool:
    """Whether the moment is the day on which the problem in hand was found."""
    if {"where", "of"} & {*visit.path[2:]}:
        return False
    if visit.path[0] == "rules":
        return scheme.rules[int(visit.path[1])].on is not None
    return visit.path[0] == "facts" and "fields" in visit.path


def _by_number(node: Any) -> bool:
    return any(isinstance(one, NameValue) and one.name == NUMBER for one in node.match.values())


def _ahead(node: Any) -> bool:
    window = node.within
    if isinstance(window, w.RollingWindow):
        return window.after is not None or window.around is not None
    return isinstance(window, w.DatesWindow)
