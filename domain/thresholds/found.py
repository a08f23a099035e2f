"""What a rule says at a place, before it is dressed as a verdict."""

from dataclasses import dataclass

from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import PENDING, Truth


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule says at a place, before it is dressed as a verdict.

    `among` are the tiers, each with those that it adds to, in one of which it comes out while that is open.
    """

    truth: Truth
    evidence: Evidence
    tiers: tuple[int, ...] = ()
    exempt: bool = False
    among: tuple[tuple[int, ...], ...] = ()


def not_sure(found: Found) -> Found:
    """What a rule says of somebody whose name others have too."""
    told = Evidence(PENDING, "records", text="有几个同名的，登记里写的是哪一个不明")
    evidence = Evidence(PENDING, "all", parts=(found.evidence, told))
    return Found(PENDING, evidence, among=found.among or ((found.tiers,) if found.tiers else ()))
