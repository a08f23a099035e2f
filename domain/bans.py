"""How long somebody is barred.

A ban runs from the day of the decision to the corresponding day, both included (Civil Code article
202). It is a state and not a term to act in, so its last day does not roll.
"""

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
