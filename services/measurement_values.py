"""What is typed for one datum, read by the kind that the scheme gives it, into the columns that keep it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from domain.errors import Invalid
from domain.forms import Figure, Form, Text, Yuan, require_past
from domain.library.models.facts import Fact
from domain.library.wording import stretch
from domain.surveys import DRAWN, FRAME, SurveyCounts, checked_ratio, checked_survey, required_sample
from domain.thresholds import spans
from domain.thresholds.data import show_number
from domain.thresholds.years import Years

PERCENT = "%"  # the word of a ratio that was told as a percentage: there are no counts behind it
Count = Annotated[int, Field(ge=0, le=100_000_000)]


class MeasurementForm(Form):
    """One datum of a provider. Which fields count depends on its kind.

    ratio: numerator, denominator, or percent where only the result is known; number: figure, perhaps with
    decimals (or numerator, a whole one); rank: numerator, and denominator for how many were ranked; amount:
    amount in yuan; flag: yes; grade and choice: word; tally: counts by word, with frame (all recipients) and
    drawn (those picked).
    """

    provider_id: int
    metric: Annotated[Text, Field(min_length=1, max_length=40)]
    period: Annotated[Text, Field(max_length=10)] = ""
    reporting_unit_id: int
    numerator: Count | None = None
    denominator: Count | None = None
    percent: Figure = None
    figure: Figure = None
    amount: Yuan = 0
    yes: bool | None = None
    word: Annotated[Text, Field(max_length=40)] = ""
    counts: dict[str, Count] = Field(default_factory=dict)
    frame: Count | None = None
    drawn: Count | None = None
    surveyed_by: Annotated[Text, Field(max_length=100)] = ""
    happened_on: date | None = None
    late_reason: Annotated[Text, Field(max_length=1000)] = ""  # where the period is closed already


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of `models.measurement.Measurement` that hold the value."""

    numerator: int = 0
    denominator: int = 1
    word: str = ""
    parts: dict[str, int] = field(default_factory=dict)
    shortfall: str = ""


def _read(text: str, grain: str) -> spans.Span | None:
    """The period, where it is one of this grain."""
    try:
        span = spans.read(text, grain)
    except Invalid:
        return None
    return span if span.grain == grain else None


def period_of(fact: Fact, text: str, today: date, years: Years) -> str:
    """The period as it is stored; `Invalid` when it does not fit the fact or has not begun in the party's years."""
    if fact.every is None:
        return ""
    if not text:
        raise Invalid({"period": f"请填写“{fact.name}”的统计期"})
    span = _read(text, fact.every)
    if span is None:
        way = (
            f"按{stretch(fact.every)}统计，“{text}”不是这样的统计期，写成例如 {spans.example_of(fact.every)}"
        )
        raise Invalid({"period": f"“{fact.name}”{way}"})
    require_begun("period", span, today, years)
    return str(span)


def require_begun(field: str, span: spans.Span, today: date, years: Years) -> None:
    """`Invalid` for a period that has not begun."""
    if span.grain != "occasion" and (first := years.begins(span.grain, span.index)) > today:
        raise Invalid({field: f"统计期还没有开始，这一期自{first}起"})


def day_of_occasion(form: MeasurementForm, fact: Fact, today: date) -> date | None:
    """The day on which an occasion was; other data have none."""
    if fact.every != "occasion" or form.happened_on is None:
        return None
    require_past("happened_on", form.happened_on, today, "发生日期")
    return form.happened_on


def told_in_counts(fact: Fact) -> bool:
    """Whether the scheme names the counts of a ratio; where it does not, a percentage is enough."""
    return fact.kind == "ratio" and bool(fact.numerator or fact.denominator)


def columns_of(form: MeasurementForm, fact: Fact, share: Fraction | None) -> Columns:
    """The value in the columns of its kind; share: how many of the frame a survey has to draw."""
    if fact.kind == "tally":
        return _tally(form, fact, share)
    return _READERS[fact.kind](form, fact)


def _ratio(form: MeasurementForm, fact: Fact) -> Columns:
    upper, lower = fact.numerator or "分子", fact.denominator or "分母"
    if form.percent is not None and form.numerator is None and form.denominator is None:
        return _percent(form.percent, fact)
    if form.numerator is None or form.denominator is None:
        empty = {"numerator": upper, "denominator": lower}
        raise Invalid({name: f"请填写{word}" for name, word in empty.items() if getattr(form, name) is None})
    top = form.numerator
    least, most = fact.possible
    checked_ratio(top, form.denominator, upper, lower, most=most or Fraction(1))
    if form.denominator and least is not None and Fraction(top, form.denominator) < least:
        raise Invalid({"numerator": f"{fact.name}不能低于{show_number(least, percent=True)}，请核对"})
    return Columns(top, form.denominator)


def _percent(told: Decimal, fact: Fact) -> Columns:
    exact = Fraction(told) / 100
    _require_possible(exact, fact, "percent", percent=True)
    return Columns(exact.numerator, exact.denominator, PERCENT)


def _number(form: MeasurementForm, fact: Fact) -> Columns:
    told = form.numerator if form.figure is None else form.figure
    if told is None:
        raise Invalid({"figure": f"请填写{fact.name}"})
    exact = Fraction(told)
    if exact < 0 and fact.at_least is None:
        raise Invalid({"figure": f"{fact.name}不能为负数"})
    _require_possible(exact, fact, "figure")
    return Columns(exact.numerator, exact.denominator)


def _rank(form: MeasurementForm, fact: Fact) -> Columns:
    """The place, and how many were ranked."""
    if form.numerator is None or not form.denominator:
        raise Invalid({"numerator": f"请填写{fact.name}和参加排名的总数"})
    place = form.numerator
    if not 1 <= place <= form.denominator:
        raise Invalid({"numerator": f"{fact.name}要在1到{form.denominator}之间"})
    return Columns(place, form.denominator)


def _require_possible(exact: Fraction, fact: Fact, field: str, *, percent: bool = False) -> None:
    """Refuses what the scheme says cannot be."""
    least, most = fact.possible
    for word, bound, beyond in (("低于", least, exact < (least or 0)), ("高于", most, exact > (most or 0))):
        if bound is not None and beyond:
            raise Invalid({field: f"{fact.name}不能{word}{show_number(bound, percent=percent)}，请核对"})


def _amount(form: MeasurementForm, _fact: Fact) -> Columns:
    return Columns(form.amount)


def _flag(form: MeasurementForm, fact: Fact) -> Columns:
    if form.yes is None:
        raise Invalid({"yes": f"请选择{fact.name}：是或者否"})
    return Columns(int(form.yes))


def _word(form: MeasurementForm, fact: Fact) -> Columns:
    known = fact.grades or fact.options
    if form.word not in known:
        raise Invalid({"word": f"请在{'、'.join(known)}中选择"})
    return Columns(word=form.word)


_LONGEST = 40  # characters of a datum in words


def _words(form: MeasurementForm, fact: Fact) -> Columns:
    told = form.word.strip()
    if not told:
        raise Invalid({"word": f"请填写{fact.name}"})
    if len(told) > _LONGEST:
        raise Invalid({"word": f"{fact.name}最多{_LONGEST}个字"})
    return Columns(word=told)


def _day(form: MeasurementForm, fact: Fact) -> Columns:
    try:
        return Columns(word=date.fromisoformat(form.word).isoformat())
    except ValueError:
        raise Invalid({"word": f"请填写{fact.name}，例如 2026-05-31"}) from None


def _tally(form: MeasurementForm, fact: Fact, share: Fraction | None) -> Columns:
    strange = [word for word in form.counts if word not in fact.options]
    if strange:
        raise Invalid({"": f"没有“{'、'.join(strange)}”这样的答复"})
    answers = {word: form.counts.get(word, 0) for word in fact.options}
    if form.frame is None or form.drawn is None:
        empty = {FRAME: "请填写服务对象总数", DRAWN: "请填写抽取人数"}
        raise Invalid({name: text for name, text in empty.items() if getattr(form, name) is None})
    required = required_sample(form.frame, share) if share is not None else None
    survey = checked_survey(SurveyCounts(form.frame, form.drawn, answers, required))
    return Columns(parts=survey.parts(), shortfall=survey.shortfall())


_READERS: dict[str, Callable[[MeasurementForm, Fact], Columns]] = {
    "ratio": _ratio,
    "number": _number,
    "rank": _rank,
    "amount": _amount,
    "flag": _flag,
    "grade": _word,
    "choice": _word,
    "date": _day,
    "text": _words,
}
