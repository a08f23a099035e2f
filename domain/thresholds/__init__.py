"""The threshold engine: from facts to verdicts, by the rules of a library."""

from domain.thresholds.engine import Engine, evaluate
from domain.thresholds.facts import Check, Facts, Judgement, Mark, Reading, Row, Subject
from domain.thresholds.verdicts import AmountRange, Following, Outcome, Verdict

__all__ = [
    "AmountRange",
    "Check",
    "Engine",
    "Facts",
    "Following",
    "Judgement",
    "Mark",
    "Outcome",
    "Reading",
    "Row",
    "Subject",
    "Verdict",
    "evaluate",
]
