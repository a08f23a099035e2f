"""Which entries take part in the total of the amounts of a kind of act, and which of them share a cap."""

from collections.abc import Iterator

from domain.library.models.amounts import unit_of
from domain.library.models.caps import Cap
from domain.library.models.consequences import Consequences, Deed, NumberRange
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.values import Amounts
from domain.library.moving import consequences_of
from domain.several_kinds import meet

Entry = Rule | Duty | TimeLimit


def entries(scheme: Scheme) -> Iterator[Entry]:
    """Everything from which consequences may follow."""
    every: tuple[Entry, ...] = (*scheme.rules, *scheme.duties, *scheme.time_limits)
    return (one for one in every if one.same_as is None)


def kind_of_entry(scheme: Scheme, entry: Entry) -> str:
    """Whom an entry judges."""
    if isinstance(entry, TimeLimit):
        return scheme.facts[entry.record].of if entry.record in scheme.facts else ""
    return entry.subject


def takes(scheme: Scheme, entry: Entry, do: str, of: str | None) -> bool:
    """Whether acts of a kind with an amount may follow from an entry, and fall on subjects of kind `of` (of any)."""
    subject = kind_of_entry(scheme, entry)
    return any(
        deed.do == do and _of_money(deed) and (of is None or meet(of, deed.on or subject))
        for many in _all_of(entry)
        for deed in _deeds(many)
    )


def _of_money(deed: Deed) -> bool:
    return deed.amount is not None and not unit_of(deed.amount)


def _all_of(entry: Entry) -> Iterator[Consequences]:
    if isinstance(entry, Rule):
        yield from consequences_of(entry)
    else:
        yield entry.otherwise


def _deeds(many: Consequences) -> Iterator[Deed]:
    for one in many:
        yield from (one,) if isinstance(one, Deed) else one.deeds


def summed(scheme: Scheme, node: Amounts, of: str | None) -> tuple[str, ...]:
    """The entries whose amounts a total adds up."""
    return node.rules or tuple(one.id for one in entries(scheme) if takes(scheme, one, node.amounts, of))


def fixed_by_persons(scheme: Scheme, node: Amounts, of: str | None) -> bool:
    """Whether a person fixes any amount that a total adds up: what a decision fixed is no fact that it reads."""
    ours = set(summed(scheme, node, of))
    deeds = (
        (one, deed)
        for entry in entries(scheme)
        if entry.id in ours
        for many in _all_of(entry)
        for one in many
        for deed in _deeds((one,))
        if deed.do == node.amounts and deed.amount is not None
    )
    return any(
        not isinstance(one, Deed) or deed.nature == "may" or _ranged(deed.amount) for one, deed in deeds
    )


def _ranged(amount: object) -> bool:
    figures = (getattr(amount, name, None) for name in ("percent", "times", "coefficient", "fixed"))
    known = [one for one in figures if one is not None]
    return not known or any(isinstance(one, NumberRange) for one in known)


def caps_on(scheme: Scheme, node: Amounts, of: str | None) -> list[Cap]:
    """The caps that hold back any of what a total adds up."""
    ours = set(summed(scheme, node, of))
    return [
        cap
        for cap in scheme.caps.values()
        if cap.do == node.amounts and (of is None or meet(of, cap.of)) and ours & set(covered(scheme, cap))
    ]


def covered(scheme: Scheme, cap: Cap) -> tuple[str, ...]:
    """The entries whose amounts a cap holds back."""
    return tuple(
        one.id
        for one in entries(scheme)
        if (not cap.rules or one.id in cap.rules) and takes(scheme, one, cap.do, cap.of)
    )


def behind(scheme: Scheme, node: Amounts, of: str | None) -> tuple[str, ...]:
    """The entries on which a total rests: those added up, and those that share a cap with them."""
    mates = (key for cap in caps_on(scheme, node, of) for key in covered(scheme, cap))
    return tuple(dict.fromkeys((*summed(scheme, node, of), *mates)))
