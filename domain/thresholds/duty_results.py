"""How a duty stands: what was done against what is required, told with what lets it be done later."""

from fractions import Fraction

from domain.thresholds.comparing import holds
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.judging import unknown
from domain.thresholds.truth import NO, PENDING, YES, Truth
from domain.thresholds.verdicts import Outcome

WORST = (
    Outcome.NOT_MET,
    Outcome.PENDING_DATA,
    Outcome.NEEDS_JUDGEMENT,
    Outcome.AWAITING_MAKE_UP,
    Outcome.IN_PROGRESS,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)
LACKING = (Outcome.NOT_MET, Outcome.AWAITING_MAKE_UP)
_OF_BOOL = {True: YES, False: NO, None: PENDING}


def surplus(done: Known, needed: Known) -> Fraction | None:
    """What was done beyond what was required; None while one of the two is not known for certain."""
    if isinstance(done, Missing) or isinstance(needed, Missing):
        return None
    return None if done.high is not None or needed.high is not None else done.exact - needed.exact


def by(name: str, evidence: Evidence) -> Evidence:
    """The evidence under the name of the party whose it is."""
    return Evidence(evidence.truth, "period", parts=(evidence,), text=name) if name else evidence


def unsaid(evidence: Evidence) -> Evidence:
    """The evidence of a period that is over without data, where the scheme says what that means."""
    told = Evidence(NO, "duty", text="期满没有数据，方案规定视为未完成")
    return Evidence(NO, "all", parts=(evidence, told))


def compared(done: Known, needed: Known) -> tuple[Truth, Evidence]:
    """What was done held against what is required."""
    if isinstance(done, Missing) or isinstance(needed, Missing):
        lacking = done if isinstance(done, Missing) else needed
        truth = unknown(lacking) if isinstance(lacking, Missing) else PENDING
        return truth, Evidence(truth, "compare", lacking)
    truth = _OF_BOOL[holds("at_least", done, needed)]
    how = "" if done.high is None else done.how
    named = Datum(done.kind, done.num, done.den, done.percent, done.name or "已完成", high=done.high, how=how)
    return truth, Evidence(truth, "compare", named, (("at_least", needed),))
