"""The ledger of problems: whose records are gathered from it, and when which of them are looked at again."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models.facts import Fact
from domain.library.models.ledger import TOLD
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits
from domain.units import UNIT_KIND_NAMES, UnitKind

_ABOVE = frozenset({UnitKind.DISTRICT, UnitKind.OFFICE})  # problems are found with those below


def check_ledger(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """Whose problems are meant, that no field has the name of one that is there, that categories exist."""
    known = {group.key for group in scheme.checklist.categories}
    for key in scheme.close_out.look_back_of if scheme.close_out else ():
        if key not in known:
            yield unknown(("close_out", "look_back_of", key), "检查表的类别", key, known)
    for key, fact in scheme.facts.items():
        if fact.from_ is not None:
            yield from _whose(("facts", key), fact)
            for name, field in fact.fields.items():
                if name in TOLD and field.value is not None:
                    yield wrong(("facts", key, "fields", name), f"登记项“{name}”问题台账里已经有，请换一个键")


def _whose(path: Path, fact: Fact) -> Iterator[Doubt]:
    if fact.of not in set(UnitKind):
        units = "、".join(UnitKind)
        yield wrong((*path, "of"), f"问题台账按系统里的单位记，of 写 {units} 之一，现在是 {fact.of}")
    elif fact.of in _ABOVE and not fact.below:
        name = UNIT_KIND_NAMES[UnitKind(fact.of)]
        yield doubtful(
            (*path, "of"), f"问题是在下属单位查出的，{name}要看它们的，加 below: true（连同下属单位）"
        )
