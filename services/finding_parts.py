"""The groups of facts on a finding's page."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.deadlines import Deadline
from domain.findings import Kind, Source
from services.natures_known import nature_text


@dataclass(frozen=True, slots=True)
class Facts:
    """What the problem is; empty once it has been transferred."""

    title: str
    description: str
    source: Source
    category: str
    item: str
    basis: str
    amount_fen: int
    people: int
    found_on: date
    found_by: str
    voluntary: bool
    unit: str
    provider: str
    remark: str


@dataclass(frozen=True, slots=True)
class Nature:
    """How the scheme classes the problem: what it calls that, as what it is treated, what it was found to be.

    due: as what it is to be treated, for a person to confirm, and why. name is "" where the scheme has no such classes.
    """

    name: str
    words: tuple[str, ...]
    word: str
    found: str
    due: str
    why: str

    @property
    def text(self) -> str:
        """较大（按重大管理）."""
        return nature_text(self.word, self.found)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done about it, by whom, and how far it is."""

    kind: Kind
    lead_unit: str
    assisting: tuple[str, ...]
    leader: str
    person: str
    requirement: str
    goal: str
    due: date | None
    deadline: Deadline | None
    progress: str
    progress_at: datetime | None
    rectified_fen: int
    recovered_fen: int
    systems_built: str
    accountability: str
    submitted_at: datetime | None
    submitted_by: str


@dataclass(frozen=True, slots=True)
class Ending:
    """Returns, publicity, close-out and what came after."""

    returned_count: int
    publicity_from: date | None
    publicity_to: date | None
    closed_at: datetime | None
    completed_on: date | None
    look_back_due: date | None
    looked_back_on: date | None
    look_back_result: str
    withdrawn_reason: str
