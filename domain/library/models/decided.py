"""The decisions in force (处置决定) as records: what was decided of whom, one row for each thing that is done.

A record with `from: decisions` declares no fields that people fill in: it has those below. The date of a row is the
day from which the decision is in force; what was taken back is no row.
"""

from collections.abc import Iterable

from domain.library.models.acts import ACT_NAMES
from domain.library.models.facts import Fact, FieldKind, FieldOfRecord
from domain.library.models.ledger import OfLedger

NUMBER, RULE, ACT, TITLE, AMOUNT = "number", "rule", "act", "title", "amount"
ENDS, DUE, FULFILLED, FAILED = "ends", "due", "fulfilled", "failed"

_TOLD: dict[str, tuple[str, FieldKind]] = {
    NUMBER: ("决定编号", "text"),
    RULE: ("依据的规则", "choice"),
    ACT: ("处理", "choice"),
    TITLE: ("处理（原文）", "text"),
    AMOUNT: ("决定的金额", "amount"),
    ENDS: ("期满日", "date"),
    DUE: ("履行期限", "date"),
    FULFILLED: ("履行日", "date"),
    FAILED: ("逾期未改到位", "flag"),
}
_LATER = frozenset({AMOUNT, ENDS, DUE, FULFILLED})  # not every decision has it, or not yet
TOLD = frozenset(_TOLD)


def act_name(act: str) -> str:
    """What an act is called in conditions: 停发, without what stands in brackets."""
    return ACT_NAMES[act].partition("（")[0]


def with_decisions(fact: Fact, rules: Iterable[str]) -> Fact:
    """The record with the fields of decisions before those that the scheme computes from them."""
    options = {RULE: tuple(rules), ACT: tuple(map(act_name, ACT_NAMES))}
    told = {
        key: (OfLedger if key in _LATER else FieldOfRecord).model_construct(
            name=name, kind=kind, options=options.get(key, ()), optional=key in _LATER
        )
        for key, (name, kind) in _TOLD.items()
    }
    return fact.model_copy(update={"fields": told | fact.fields})
