"""What a re-base changes, as lines that people read before they decide and that the audit log keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.workflow import State
from services.sides import Side

NOT_THERE = "（无）"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing with its value before and after; equal ones are told because somebody might wonder."""

    what: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One open finding that the re-base touches; `remarks` say what else is different about it."""

    id: int
    number: str
    title: str
    unit: str
    state: State
    old_due: date | None
    new_due: date | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One verdict that comes out differently; `cases` are the decisions that rest on it."""

    side: Side
    party_id: int
    party: str
    rule: str
    title: str
    period: str
    was: str
    now: str
    arithmetic: str
    cases: str


@dataclass(frozen=True, slots=True)
class RegimeLine:
    """A regime of the same scheme: moved along or left, with what would become of its verdicts."""

    id: int
    name: str
    version: str
    providers: int
    moves: bool
    judged: int
    verdicts: tuple[VerdictLine, ...]
    remarks: tuple[str, ...]

    @property
    def turned(self) -> int:
        """How many verdicts come out differently, not only in their words."""
        return sum(one.was != one.now for one in self.verdicts)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a re-base would change. `token` must come back, so that what was read is what happens."""

    campaign: str
    old_version: str
    new_version: str
    settings: tuple[Line, ...]
    schedule: tuple[Line, ...]
    handling: tuple[Line, ...]
    checklist: tuple[Line, ...]
    findings: tuple[FindingLine, ...]
    untouched: int
    missing_categories: tuple[tuple[str, str, int], ...]
    new_categories: tuple[tuple[str, str], ...]
    regimes: tuple[RegimeLine, ...]
    remarks: tuple[str, ...]
    token: str = ""

    @property
    def moved(self) -> int:
        """How many deadlines move."""
        return sum(one.old_due != one.new_due for one in self.findings)

    @property
    def rescheduled(self) -> int:
        """How many phases and deliverables change."""
        return sum(one.before != one.after for one in self.schedule)


def told(lines: Iterable[Line]) -> str:
    """Lines as the audit log keeps them, one sentence each."""
    return "；".join(
        f"{one.what}：{one.before} → {one.after}{f'（{one.note}）' if one.note else ''}" for one in lines
    )
