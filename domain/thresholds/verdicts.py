"""What the engine says: a verdict with its figures, its arithmetic and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from domain.paused import Paused
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import Truth


class Outcome(StrEnum):
    """How an entry came out. Rules trigger or not; duties, targets and time limits are met or not."""

    TRIGGERED = "triggered"
    NOT_TRIGGERED = "not_triggered"
    PENDING_DATA = "pending_data"
    NEEDS_JUDGEMENT = "needs_judgement"
    NOT_APPLICABLE = "not_applicable"
    MET = "met"
    NOT_MET = "not_met"
    AWAITING_MAKE_UP = "awaiting_make_up"
    IN_PROGRESS = "in_progress"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    Outcome.TRIGGERED: "触发",
    Outcome.NOT_TRIGGERED: "未触发",
    Outcome.PENDING_DATA: "待核",
    Outcome.NEEDS_JUDGEMENT: "待人判定",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.MET: "已完成",
    Outcome.NOT_MET: "未完成",
    Outcome.AWAITING_MAKE_UP: "待补",
    Outcome.IN_PROGRESS: "未到期",
}
RULE_OUTCOMES = {
    Truth.YES: Outcome.TRIGGERED,
    Truth.NO: Outcome.NOT_TRIGGERED,
    Truth.PENDING: Outcome.PENDING_DATA,
    Truth.JUDGE: Outcome.NEEDS_JUDGEMENT,
}
DUTY_OUTCOMES = {
    Truth.YES: Outcome.MET,
    Truth.NO: Outcome.NOT_MET,
    Truth.PENDING: Outcome.PENDING_DATA,
    Truth.JUDGE: Outcome.NEEDS_JUDGEMENT,
}


@dataclass(frozen=True, slots=True)
class AmountRange:
    """Yuan (or `unit`) from `low` to `high`, exact; None where the figure is not known or for a person to state.

    `low_open`/`high_open` say that an end itself does not count. Nothing is rounded to the fen here: an end
    may lie between two fen, and `domain.amounts` says which whole fen lie inside. `wanting` says that data are
    missing.
    """

    low: Fraction | None
    high: Fraction | None
    text: str
    base: Fraction | None = None
    base_name: str = ""
    low_open: bool = False
    high_open: bool = False
    wanting: bool = False
    unit: str = ""

    @property
    def is_range(self) -> bool:
        """Whether a person has to pick the figure."""
        return self.low != self.high or self.low is None


@dataclass(frozen=True, slots=True)
class Following:
    """A consequence with everything computed that can be; `alternatives` are for a person to pick one.

    `begins` is the day from which it lasts, where that is a recorded date; `starts` says it in words. `within_count`
    and `lasts_count` are lengths that data say; `latest` and `earliest` bound the term within which it is to be done.
    `paused` is what does not count of its time.
    """

    do: str
    label: str
    nature: Literal["must", "may"]
    text: str = ""
    on: str = ""
    to: tuple[str, ...] = ()
    amount: AmountRange | None = None
    points: str = ""
    points_low: Fraction | None = None
    points_high: Fraction | None = None
    balance: str = ""
    within: str = ""
    within_count: int | None = None
    latest: date | None = None
    earliest: date | None = None
    due: date | None = None
    lasts: str = ""
    lasts_count: int | None = None
    lasts_unit: str = ""
    until: date | None = None
    starts: str = ""
    begins: date | None = None
    paused: Paused | None = None
    scope: str = ""
    grade: str = ""
    list: str = ""
    document: str = ""
    under: str = ""
    decided_by: str = ""
    condition: str = ""
    alternatives: "tuple[Following, ...]" = ()


Kind = Literal["rule", "duty", "target", "time_limit"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry judged for one subject, in one period or at one moment.

    `standing` is alternative when a heavier rule of the same group was met too (`superseded_by`); its
    consequences are then offered, not started.
    """

    id: str
    kind: Kind
    title: str
    clause: str
    document: str
    subject: str
    outcome: Outcome
    evidence: Evidence
    period: str = ""
    day: date | None = None
    unit: str | None = None
    tier: str = ""
    nature: Literal["must", "may", ""] = ""
    standing: Literal["main", "alternative"] = "main"
    superseded_by: str = ""
    consequences: tuple[Following, ...] = ()

    @property
    def arithmetic(self) -> str:
        """The reckoning in one readable line, e.g. 满意率 179/199 = 89.9497…% < 90%."""
        return self.evidence.tell()

    @property
    def figures(self) -> dict[str, str]:
        """The figures used, by name."""
        return self.evidence.figures()

    @property
    def missing(self) -> tuple[str, ...]:
        """What data lack, or what a person has to say."""
        return self.evidence.missing()

    @property
    def periods(self) -> tuple[str, ...]:
        """Every period that was looked at, the present one last."""
        looked = [part.text for part in self.evidence.parts if part.kind == "period"]
        return tuple(looked) or ((self.period,) if self.period else ())

    @property
    def acts(self) -> bool:
        """Whether something follows from it."""
        return bool(self.consequences)


def nature_of(consequences: Iterable[Following]) -> Literal["must", "may", ""]:
    """Must as soon as one consequence must; may when all may."""
    natures = [one.nature for one in consequences]
    if "must" in natures:
        return "must"
    return "may" if natures else ""
