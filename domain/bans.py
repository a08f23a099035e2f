"""How long somebody is barred, whom a bar reaches, and which acts.

A ban runs from the day of the decision to the corresponding day, both included (Civil Code article
202). It is a state and not a term to act in, so its last day does not roll.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from domain.errors import Invalid
from domain.periods import corresponding_day


def ban_end(start: date, years: int | None, months: int = 0) -> date | None:
    """The last day of a ban of so many years and months; `years` None is permanent and has none."""
    if years is None:
        return None
    if years < 0 or months < 0 or years + months == 0:
        raise Invalid({"years": "禁入期限至少为1个月；永久禁入请不要填写年数"})
    return corresponding_day(start, 12 * years + months)


def ban_covers(day: date, start: date, end: date | None) -> bool:
    """Whether a ban is in force on the day; `end` None is permanent."""
    return start <= day and (end is None or day <= end)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a bar narrows itself to, or what an act is about: where and which service; empty is everything."""

    area: frozenset[int] = frozenset()
    service: str = ""


def touches(bar: Reach, act: Reach, lineage: Collection[tuple[int, int]]) -> bool:
    """Whether a bar meets an act: in the same place (or one inside the other) and for the same service.

    lineage: (unit above, unit below) of the units concerned. What is not narrowed meets everything: an act of
    which nobody said where it takes place may take place where the bar holds.
    """
    if bar.service and act.service and _plain(bar.service) != _plain(act.service):
        return False
    if not bar.area or not act.area or bar.area & act.area:
        return True
    return any((one in bar.area and other in act.area) or (one in act.area and other in bar.area)
               for one, other in lineage)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a barred provider is known again, also under another name."""

    credit_code: str
    representative_id_hash: str = ""
    controller: str = ""


def tie(barred: Identity, other: Identity) -> str:
    """Why a bar on one also bars the other, in words; empty when it does not.

    Persons are compared by the hash of their identity number, never by name: namesakes are common.
    """
    if barred.credit_code == other.credit_code:
        return "本单位"
    person = barred.representative_id_hash
    if person and person == other.representative_id_hash:
        return "法定代表人为同一人"
    if (controller := _plain(barred.controller)) and controller == _plain(other.controller):
        return "实际控制人相同"
    return ""


class Barred:
    """Whoever is barred, to be found among many: each is looked up by what it is known by, not held against all."""

    def __init__(self, identities: Iterable[Identity]) -> None:
        self._places: dict[tuple[str, str], int] = {}
        for at, one in enumerate(identities):
            for told in _known_by(one):
                self._places.setdefault(told, at)

    def first(self, other: Identity) -> int | None:
        """The place of the first one that it is tied to, if there is one."""
        return min((self._places[told] for told in _known_by(other) if told in self._places), default=None)


def _known_by(one: Identity) -> tuple[tuple[str, str], ...]:
    told = (("person", one.representative_id_hash), ("controller", _plain(one.controller)))
    return (("code", one.credit_code), *(each for each in told if each[1]))


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
