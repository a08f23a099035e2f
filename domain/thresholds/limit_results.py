"""How a step keeps its term: ended by the last day, lasted long enough, or not begun."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.library.calendar_dates import Almanac, counted
from domain.library.models.dates import CountedTerm
from domain.library.wording import length as length_of
from domain.thresholds.data import Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO, PENDING, YES, all_of
from domain.thresholds.verdicts import Outcome

_WORST = (Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.IN_PROGRESS, Outcome.PENDING_DATA)


class Result(NamedTuple):
    """How a step stands; `missed` is the day on which it was missed, or will be where it does not end before."""

    outcome: Outcome
    evidence: Evidence
    missed: date | None = None


def kept(due: date, rule: str, start: date | None, end: date | None, today: date) -> Result:
    """Whether a step ended by its last day, or may still end by it; from the day after that on it is missed."""
    told = f"{rule}，{f'{end}办结' if end else '尚未办结'}{before_start(start, end)}"
    missed = due + timedelta(days=1)
    if (end or today) > due:
        return Result(Outcome.NOT_MET, Evidence(NO, "limit", text=told), missed)
    return Result(Outcome.MET if end else Outcome.IN_PROGRESS, Evidence(YES, "limit", text=told), missed)


def before_start(start: date | None, end: date | None) -> str:
    """A step that ended before it began counts as kept; whoever reads that is told, for a date may be mistyped."""
    if start is None or end is None or end >= start:
        return ""
    return f"（早于起算的{start}，算按时；日期登记错了的请更正）"


def kept_by(clock: str, rule: str, end: datetime) -> Result:
    """Whether a step that ended on its last day did so by the hour."""
    told = f"{rule}，{end:%Y-%m-%d %H:%M}办结"
    if f"{end:%H:%M}" > clock:
        return Result(Outcome.NOT_MET, Evidence(NO, "limit", text=told), end.date())
    return Result(Outcome.MET, Evidence(YES, "limit", text=told))


def told_with(how: str, found: Result) -> Result:
    """What came out, with how long the term is where data said it."""
    told = replace(found.evidence, text=f"期限：{how}；{found.evidence.text}")
    return found._replace(evidence=told) if how else found


def worse(one: Result, two: Result) -> Result:
    """The two together: what is not kept stands, then what is not known."""
    ranks = [_WORST.index(each.outcome) if each.outcome in _WORST else len(_WORST) for each in (one, two)]
    outcome = one.outcome if ranks[0] <= ranks[1] else two.outcome
    truth = all_of((one.evidence.truth, two.evidence.truth))
    failed = [each for each in (one, two) if each.outcome in {outcome, Outcome.NOT_MET} - {Outcome.MET}]
    missed = min((each.missed for each in failed if each.missed is not None), default=None)
    return Result(outcome, Evidence(truth, "all", parts=(one.evidence, two.evidence)), missed)


def day_of(found: Known) -> date | None:
    """A date, also of a moment; None where it is not known."""
    day = None if isinstance(found, Missing) else found.day
    return day.date() if isinstance(day, datetime) else day


def no_start(found: Known, computed: bool) -> Result:
    """Why a step has not begun: nothing filled in, or what its start is computed from is not known.

    A problem that is not assigned yet has no such day for certain: nothing runs before that.
    """
    if isinstance(found, Missing) and found.absent:
        told = f"尚未起算：{found.name}{found.why}"
        return Result(Outcome.IN_PROGRESS, Evidence(YES, "limit", text=told), date.max)
    if not isinstance(found, Missing) or not computed:
        return Result(Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="没有起算日期"))
    outcome = Outcome.NEEDS_JUDGEMENT if found.judge else Outcome.PENDING_DATA
    return Result(outcome, Evidence(PENDING, "limit", text=f"起算日期未定：{found.name}{found.why}"))


def lasted(
    term: CountedTerm, almanac: Almanac, start: date, end: date | None, today: date, name: str = ""
) -> Result:
    """Whether something lasted at least so long: its last full day is not before the term's."""
    if not isinstance(term.count, int):
        return Result(Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text="期限长度未定"))
    if term.roll is None:  # a minimum is not prolonged by a holiday at its end, as a term to act in is
        term = term.model_copy(update={"roll": "none"})
    least = counted(term, almanac, start, name or "开始").due
    told = (
        f"{name or '期间'}自{start}起不少于{length_of(term.count, term.unit)}，应满{least}，"
        f"{f'{end}结束' if end else '尚未结束'}"
    )
    if end is None:
        outcome = Outcome.MET if today >= least else Outcome.IN_PROGRESS
        return Result(outcome, Evidence(YES, "limit", text=told), date.max)
    if end < least:
        return Result(Outcome.NOT_MET, Evidence(NO, "limit", text=told), end)
    return Result(Outcome.MET, Evidence(YES, "limit", text=told))
