"""One deviation from the standard, and how much it weighs."""

from dataclasses import dataclass
from enum import StrEnum

_EXCERPT = 18


class Severity(StrEnum):
    """How binding the rule is."""

    MUST = "M"
    """The standard's own words leave no choice."""
    GENERAL = "G"
    """“一般”: the default, from which a reason may deviate."""
    IMPLEMENTATION = "I"
    """A value derived from the standard, or a custom of offices."""


@dataclass(frozen=True, slots=True)
class FormatFinding:
    """`item` is the step of the check (1–10), `clause` the clause of the standard, `where` an excerpt."""

    item: int
    clause: str
    severity: Severity
    message: str
    where: str = ""


def excerpt(text: str) -> str:
    """The beginning of a paragraph, to find it again."""
    stripped = text.strip()
    return stripped if len(stripped) <= _EXCERPT else stripped[:_EXCERPT] + "…"
