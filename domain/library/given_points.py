"""Points that are given elsewhere and taken over into a score as they are, those below zero too."""

from typing import Any

from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.looked_up import Score
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep


def taken_over(scheme: Scheme, step: PerStep) -> bool:
    """Whether a step hands points on one by one, and does not count how often something fell short."""
    return not step.whole and step.points == step.size == 1 and _given(scheme, step.per)


def _given(scheme: Scheme, value: Any) -> bool:
    """Points of a register, a balance or another sheet, and what is summed up of them."""
    match value:
        case NameValue() if value.name in scheme.measures:
            measure = scheme.measures[value.name]
            return not measure.bands and _given(scheme, measure.value)
        case v.Take():
            return _given(scheme, value.of)
    return isinstance(value, NameValue | Score)
