"""Every form of value and condition: importing their modules registers how they are compiled."""

from domain.thresholds import (
    arithmetic,
    banding,
    filing_forms,
    gaps,
    gathering,
    happening,
    judging,
    list_forms,
    looking_up,
    ranking,
    rounding,
    running_on,
    selecting,
    shifting,
    triggering,
    values,
)

FORMS = (
    values,
    arithmetic,
    banding,
    shifting,
    selecting,
    gaps,
    gathering,
    rounding,
    ranking,
    judging,
    list_forms,
    looking_up,
    happening,
    running_on,
    triggering,
    filing_forms,
)
