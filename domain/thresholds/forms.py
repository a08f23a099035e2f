"""Every form of value and condition: importing their modules registers how they are compiled."""

from domain.thresholds import (
    arithmetic,
    gaps,
    gathering,
    judging,
    ranking,
    rounding,
    running_on,
    selecting,
    shifting,
    values,
)

FORMS = (values, arithmetic, shifting, selecting, gaps, gathering, rounding, ranking, judging, running_on)
