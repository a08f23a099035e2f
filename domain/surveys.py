"""Satisfaction surveys and complaint figures: how many to ask, whether the counts fit together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.errors import Invalid

FRAME, DRAWN, REQUIRED = "frame", "drawn", "required"  # what `Measurement.parts` keeps beside the answers


def required_sample(frame: int, share: Fraction) -> int:
    """How many of the frame have to be drawn at least: the share, rounded up to whole people."""
    return ceil(frame * share)


@dataclass(frozen=True, slots=True)
class SurveyCounts:
    """One survey: the frame (all recipients), how many were drawn, and the answers by their words."""

    frame: int
    drawn: int
    answers: Mapping[str, int]
    required: int | None = None

    @property
    def answered(self) -> int:
        return sum(self.answers.values())

    @property
    def sufficient(self) -> bool:
        """Whether as many were drawn as the scheme wants; a survey of nobody never is."""
        return self.answered > 0 and (self.required is None or self.drawn >= self.required)

    def shortfall(self) -> str:
        """Why the survey cannot be the ground of a verdict; empty when it can."""
        if self.answered == 0:
            return "没有一份答卷，满意率无法计算"
        if not self.sufficient:
            return f"应抽{self.required}人，实抽{self.drawn}人，样本不足"
        return ""

    def parts(self) -> dict[str, int]:
        """As `Measurement.parts` keeps them."""
        kept = {FRAME: self.frame, DRAWN: self.drawn}
        return kept | ({} if self.required is None else {REQUIRED: self.required}) | dict(self.answers)


def checked_survey(counts: SurveyCounts) -> SurveyCounts:
    """The survey, or `Invalid` with the figures that do not fit together."""
    wrong: dict[str, str] = {}
    for name, number in {FRAME: counts.frame, DRAWN: counts.drawn, **counts.answers}.items():
        if number < 0:
            wrong[name] = "人数不能为负"
    if counts.drawn > counts.frame:
        wrong[DRAWN] = f"抽取人数{counts.drawn}多于服务对象总数{counts.frame}"
    if counts.answered > counts.drawn:
        wrong[""] = f"各类答复合计{counts.answered}，多于抽取人数{counts.drawn}，请核对"
    if wrong:
        raise Invalid(wrong)
    return counts


def tally(answers: Mapping[str, int], counting: Iterable[str], among: Iterable[str]) -> tuple[int, int]:
    """Numerator and denominator by the words that count and the words that are asked."""
    return sum(answers.get(word, 0) for word in counting), sum(answers.get(word, 0) for word in among)


def checked_ratio(
    numerator: int, denominator: int, upper: str, lower: str, *, most: Fraction = Fraction(1)
) -> None:
    """`Invalid` when a part is larger than `most` of its whole (all of it, as a rule), or a count is negative."""
    wrong: dict[str, str] = {}
    if numerator < 0:
        wrong["numerator"] = f"{upper}不能为负数"
    if denominator < 0:
        wrong["denominator"] = f"{lower}不能为负数"
    if not wrong and numerator > denominator * most:
        limit = "" if most == 1 else f"的{most * 100}%"
        wrong["numerator"] = f"{upper}{numerator}多于{lower}{denominator}{limit}，请核对"
    if wrong:
        raise Invalid(wrong)
