"""The sample of a survey: how many the scheme wants drawn, and the figures its duty of sampling reads.

A scheme that counts a survey's frame and sample declares two numbers beside the tally, named after it:
`survey`, `survey_frame`, `survey_sample`. They are filled from the survey, so nobody types them twice.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from domain.library.models.duty_parts import ShareOf
from domain.library.models.facts import Fact
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.surveys import DRAWN, FRAME
from domain.thresholds.facts import Reading

_BESIDE = {"frame": FRAME, "sample": DRAWN}


def sample_share(scheme: Scheme, metric: str) -> Fraction | None:
    """The share of the frame that a survey draws at least; None when the scheme sets none."""
    for duty in scheme.duties:
        required = duty.required
        if not isinstance(duty.done, NameValue) or duty.done.name != f"{metric}_sample":
            continue
        if isinstance(required, ShareOf) and isinstance(required.percent, NumberValue):
            return required.percent.number
    return None


def sample_readings(
    specs: Mapping[str, Fact], metric: str, survey: Reading, parts: Mapping[str, int]
) -> list[Reading]:
    """The frame and the sample of a survey as the figures that the scheme declares for them."""
    return [
        replace(survey, fact=f"{metric}_{suffix}", counts=None, number=parts[part], final=True)
        for suffix, part in _BESIDE.items()
        if f"{metric}_{suffix}" in specs and part in parts
    ]


def is_beside(specs: Mapping[str, Fact], key: str) -> bool:
    """Whether a fact is filled from a survey and not typed."""
    return any(key == f"{metric}_{suffix}" for metric in specs for suffix in _BESIDE)
