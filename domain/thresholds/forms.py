"""Every form of value and condition: importing their modules registers how they are compiled."""

from domain.thresholds import (
    arithmetic,
    gathering,
    judging,
    ranking,
    running_on,
    selecting,
    shifting,
    values,
)

FORMS = (values, arithmetic, shifting, selecting, gathering, ranking, judging, running_on)
