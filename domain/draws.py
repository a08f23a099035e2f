"""Random draws (随机抽取) that anybody can repeat: the same seed and the same list give the same places.

No random generator is used. Each candidate gets the SHA-256 of "seed:stratum:unit" and the smallest ones of
each stratum (镇街) are drawn, so a draw can be checked with any tool, in any year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from hashlib import sha256

from domain.errors import Invalid

TEAM = 2  # inspectors a visit has at least
LONGEST_SEED = 64


class Measure(StrEnum):
    """How the number of places is said: a count or a share of each stratum."""

    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that could be drawn; `stratum` is the township it belongs to (0: none)."""

    unit_id: int
    stratum: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How many places of each stratum: a number, or a percentage rounded up to whole places."""

    measure: Measure
    amount: Decimal

    def __post_init__(self) -> None:
        whole = self.amount == self.amount.to_integral_value()
        if self.measure is Measure.COUNT and not (whole and self.amount >= 1):
            raise Invalid({"amount": "每个镇街抽取的数量应为不小于 1 的整数。"})
        if self.measure is Measure.SHARE and not 0 < self.amount <= 100:  # a percentage
            raise Invalid({"amount": "抽取比例应大于 0、不超过 100（%）。"})

    def size(self, places: int) -> int:
        """Places to draw out of so many; never more than there are."""
        if self.measure is Measure.COUNT:
            return min(int(self.amount), places)
        return int((self.amount * places / 100).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn place with the inspectors that were drawn for it."""

    unit_id: int
    inspectors: tuple[int, ...] = ()


def rank(seed: str, *parts: int | str) -> str:
    """The lot of a candidate; lots are compared as text."""
    return sha256(":".join([seed, *map(str, parts)]).encode()).hexdigest()


def draw_places(pool: Iterable[Candidate], rule: Rule, seed: str, avoided: Iterable[int] = ()) -> list[int]:
    """Unit ids drawn, by stratum and then by lot. Places to be avoided leave the pool before it is counted."""
    require_seed(seed)
    left_out = frozenset(avoided)
    strata: dict[int, list[int]] = {}
    for candidate in pool:
        if candidate.unit_id not in left_out:
            strata.setdefault(candidate.stratum, []).append(candidate.unit_id)
    if not strata:
        raise Invalid({"pool": "抽取范围内没有可以抽取的单位，请放宽范围或核对回避名单。"})
    return [unit for stratum in sorted(strata) for unit in _smallest(strata[stratum], stratum, rule, seed)]


def _smallest(units: Sequence[int], stratum: int, rule: Rule, seed: str) -> list[int]:
    lots = sorted(set(units), key=lambda unit: rank(seed, stratum, unit))
    return lots[: rule.size(len(lots))]


def require_seed(seed: str) -> None:
    """A seed is a short text that the witnesses can write down."""
    if not seed.strip() or len(seed) > LONGEST_SEED:
        raise Invalid({"seed": f"请填写抽取种子（1 至 {LONGEST_SEED} 个字符），例如在场人报出的数字。"})


def draw_teams(
    places: Sequence[int],
    inspectors: Iterable[int],
    seed: str,
    barred: Mapping[int, frozenset[int]],
    size: int = TEAM,
) -> list[Drawn]:
    """A team for each place: those with the fewest places so far, then by lot; barred ones keep away.

    barred: place → inspectors who must not go there (回避).
    """
    load = dict.fromkeys(inspectors, 0)
    teams: list[Drawn] = []
    for place in places:
        free = [person for person in load if person not in barred.get(place, frozenset())]
        if len(free) < size:
            raise Invalid({"inspectors": f"回避之后可派的核查人员不足 {size} 人，请增加核查人员。"})
        team = sorted(free, key=lambda person: (load[person], rank(seed, place, person)))[:size]
        for person in team:
            load[person] += 1
        teams.append(Drawn(place, tuple(team)))
    return teams
