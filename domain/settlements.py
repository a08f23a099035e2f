"""A settlement: funds, less voided orders, less deductions in force; and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.amounts import yuan
from domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class Deduction:
    """A deduction in force that no settlement has taken yet."""

    decision_id: int
    number: str
    clause: str
    fen: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that has to be settled first: an overdue rectification, a decision not served, a ban."""

    kind: str
    text: str
    object_type: str
    object_id: int


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The arithmetic of a settlement in fen. A deduction larger than what is left is carried on."""

    base: int
    voided: int
    deductions: tuple[Deduction, ...]

    @property
    def deducted(self) -> int:
        return sum(one.fen for one in self.taken)

    @property
    def taken(self) -> tuple[Deduction, ...]:
        """Deductions that fit into what is left, oldest first; none is split."""
        left, found = self.base - self.voided, []
        for one in self.deductions:
            if one.fen <= left:
                found.append(one)
                left -= one.fen
        return tuple(found)

    @property
    def carried(self) -> tuple[Deduction, ...]:
        """Deductions that wait for the next settlement."""
        return tuple(one for one in self.deductions if one not in self.taken)

    @property
    def payable(self) -> int:
        return self.base - self.voided - self.deducted

    def sentence(self) -> str:
        """The arithmetic in words."""
        return (
            f"项目资金{yuan(self.base)}元 − 废单{yuan(self.voided)}元 − 扣减{yuan(self.deducted)}元"
            f" = 应付{yuan(self.payable)}元"
        )


def reckon(base: int, voided: int, deductions: Sequence[Deduction]) -> Reckoning:
    """The settlement, or `Invalid` when more is voided than there is."""
    if not 0 <= voided <= base:
        raise Invalid({"voided": f"废单金额须在0至{yuan(base)}元之间"})
    return Reckoning(base, voided, tuple(deductions))
