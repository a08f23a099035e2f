"""The ledger of problems (问题台账) as records: what campaigns of the same scheme found, nothing is typed in twice.

A record with `from: findings` declares no fields of its own that people fill in: it has those below. The date of a row
is the day on which the problem was found. What was withdrawn is no row.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from domain.findings import KIND_NAMES, SOURCE_NAMES, Kind
from domain.library.models.casework import CloseOut, FindingKind
from domain.library.models.checklist import Category
from domain.library.models.facts import Fact, FieldKind, FieldOfRecord
from domain.library.models.natures import FindingNature

NUMBER, SOURCE, CATEGORY, ITEM, SORT = "number", "source", "category", "item", "sort"
AMOUNT, RECTIFIED, RECOVERED, PEOPLE = "amount", "rectified", "recovered", "people"
VOLUNTARY, TRANSFERRED, RELAPSED, RELAPSE_OF = "voluntary", "transferred", "relapsed", "relapse_of"
ASSIGNED, DUE, COMPLETED, CLOSED = "assigned", "due", "completed", "closed"
RETURNED, URGED, EXTENDED, LEVEL = "returned", "urged", "extended", "level"
LOOK_BACK_DUE, LOOKED_BACK = "look_back_due", "looked_back"
NATURE, NATURE_FOUND = "nature", "nature_found"

_TOLD: dict[str, tuple[str, FieldKind]] = {
    NUMBER: ("编号", "text"),
    SOURCE: ("问题来源", "choice"),
    CATEGORY: ("问题类别", "choice"),
    ITEM: ("检查要点", "text"),
    SORT: ("整改类型", "choice"),
    AMOUNT: ("涉及金额", "amount"),
    RECTIFIED: ("整改到位金额", "amount"),
    RECOVERED: ("追回资金", "amount"),
    PEOPLE: ("涉及人数", "number"),
    VOLUNTARY: ("主动报告", "flag"),
    TRANSFERRED: ("已移送线索", "flag"),
    ASSIGNED: ("交办日", "date"),
    DUE: ("整改期限", "date"),
    COMPLETED: ("报送整改结果日", "date"),
    CLOSED: ("销号日", "date"),
    RETURNED: ("退回次数", "number"),
    URGED: ("催办次数", "number"),
    EXTENDED: ("延期次数", "number"),
    LEVEL: ("督办级别", "number"),
    LOOK_BACK_DUE: ("应回头看日", "date"),
    LOOKED_BACK: ("回头看日", "date"),
    RELAPSED: ("回头看时已复发", "flag"),
    RELAPSE_OF: ("原问题编号", "text"),
}
TOLD = frozenset(_TOLD)
NATURES = frozenset({NATURE, NATURE_FOUND})  # of schemes that tell problems apart by their nature


class OfLedger(FieldOfRecord):
    """A field of the ledger; one without content is certain: nothing of the kind has happened yet."""


_FIGURES = {"number", "amount"}
COUNTED: Mapping[str, Fraction] = {key: Fraction(0) for key, (_, kind) in _TOLD.items() if kind in _FIGURES}


def with_ledger(
    fact: Fact,
    categories: Sequence[Category],
    kinds: Mapping[str, FindingKind],
    nature: FindingNature | None = None,
    close_out: CloseOut | None = None,
) -> Fact:
    """The record with the fields of the ledger before those that the scheme computes from them."""
    told = ledger_fields(categories, kinds, nature) | _steps(close_out)
    return fact.model_copy(update={"fields": told | fact.fields})


def ledger_fields(
    categories: Sequence[Category], kinds: Mapping[str, FindingKind], nature: FindingNature | None
) -> dict[str, FieldOfRecord]:
    """What the ledger says of every problem."""
    options = {
        SOURCE: tuple(SOURCE_NAMES.values()),
        CATEGORY: tuple(one.name for one in categories),
        SORT: sorts(kinds),
    }
    told: dict[str, FieldOfRecord] = {
        key: OfLedger.model_construct(name=name, kind=kind, options=options.get(key, ()), optional=True)
        for key, (name, kind) in _TOLD.items()
    }
    return told | _natures(nature)


def step_field(key: str) -> str:
    """Under which key the day stands on which a close-out step was taken."""
    return f"step_{key}"


def timed_steps(close_out: CloseOut | None) -> dict[str, str]:
    """The steps that have a term, the fields of their days by the steps' keys."""
    steps = close_out.steps if close_out is not None else ()
    return {one.key: step_field(one.key) for one in steps if one.within is not None}


def _steps(close_out: CloseOut | None) -> dict[str, FieldOfRecord]:
    """When the steps were taken that have a term; after a return they are taken again."""
    names = {one.key: one.name for one in close_out.steps} if close_out is not None else {}
    return {
        field: OfLedger.model_construct(name=f"{names[key]}办结日", kind="date", options=(), optional=True)
        for key, field in timed_steps(close_out).items()
    }


def _natures(nature: FindingNature | None) -> dict[str, FieldOfRecord]:
    """As what a problem is treated, and what it was found to be; it may be wanting: nobody has said yet."""
    if nature is None:
        return {}
    kind: FieldKind = "grade" if nature.light_to_heavy else "choice"
    told = {NATURE: nature.name, NATURE_FOUND: f"初定的{nature.name}"}
    return {
        key: FieldOfRecord.model_construct(
            name=name, kind=kind, options=nature.options, light_to_heavy=nature.light_to_heavy, optional=True
        )
        for key, name in told.items()
    }


def sorts(kinds: Mapping[str, FindingKind]) -> tuple[str, ...]:
    """The usual kinds of rectification, then the matters that the scheme has of its own."""
    usual = {kind.value for kind in KIND_NAMES}
    return (*KIND_NAMES.values(), *(one.name for key, one in kinds.items() if key not in usual))


def in_the_ledger(kinds: Mapping[str, FindingKind], name: str) -> str:
    """What the ledger calls the usual kind of rectification that a scheme gives this name; empty of other names."""
    usual = {one.name: KIND_NAMES[Kind(key)] for key, one in kinds.items() if key in set(Kind)}
    return usual.get(name, "")
