"""What the campaign's scheme allows of extensions to a problem."""

from datetime import date

from sqlmodel import Session, col, func, select

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline
from domain.extending import Limits, Standing, refusal, told, too_long
from domain.findings import ExtensionState
from domain.library.calendar_dates import Almanac, period_of
from domain.library.models.dates import CountedTerm
from domain.library.models.ledger import EXTENDED
from domain.library.schedule import almanac_for
from domain.permissions import Action
from domain.terms import Period
from domain.thresholds.casework import step_test
from domain.thresholds.truth import NO, YES
from models.campaign import Campaign
from models.finding import Extension, Finding
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.close_out_steps import known_of
from services.findings_access import visible_findings
from services.ledger_facts import Telling
from services.libraries import scheme_of
from services.use_case import INJECTED, query


class Allowed:
    """The limits for one problem; nothing is limited where the scheme says nothing."""

    def __init__(self, campaign: Campaign, row: Finding, *, session: Session) -> None:
        self.calendar = work_calendar(session=session)
        standing = _standing(row, session=session)
        self.limits = _limits(campaign, row, self.calendar, standing, session=session)
        self.now = standing if self.limits is not None else None

    def refusal(self) -> str:
        """Why none may be asked for today, or ""."""
        if self.limits is None or self.now is None:
            return ""
        return refusal(self.limits, self.now, clock.today(), self.calendar)

    def too_long(self, wanted: date) -> str:
        """Why none may be granted until a day, or ""."""
        if self.limits is None or self.now is None:
            return ""
        return too_long(self.limits, self.now, wanted, self.calendar)

    def spent(self) -> str:
        """Why none more may be granted, however early it was asked for, or ""."""
        if self.limits is None or self.now is None or self.limits.times is None:
            return ""
        again = self.now.granted >= self.limits.times
        if self.limits.times == 0:
            return f"{self.limits.clause}规定该问题不得延期，不能同意。"
        return f"{self.limits.clause}规定延期以{self.limits.times}次为限，不能再同意。" if again else ""

    @property
    def told(self) -> str:
        """The limits in a sentence, or ""."""
        if self.limits is None or self.now is None:
            return ""
        return told(self.limits, self.now, self.calendar)


@query(Action.FINDING_READ)
def extension_limits(actor: Actor, finding_id: int, *, session: Session = INJECTED) -> str:
    """What limits an extension of a problem in sight, in a sentence; "" where nothing does."""
    row = session.exec(select(Finding).where(Finding.id == finding_id, visible_findings(actor))).first()
    if row is None:
        return ""
    return Allowed(session.get_one(Campaign, row.campaign_id), row, session=session).told


def _limits(
    campaign: Campaign, row: Finding, calendar: WorkCalendar, now: Standing | None, *, session: Session
) -> Limits | None:
    """The first limits that are for the problem; None where there are none."""
    scheme = scheme_of(campaign, session=session)
    almanac = almanac_for(scheme, campaign.year, calendar, None)
    known = {**known_of(Telling(scheme, [row], {}), row), EXTENDED: now.granted if now is not None else 0}
    for one in scheme.extending:
        document = scheme.documents[one.source or scheme.main_document]
        clause = f"《{document.title}》{one.clause}"
        test = step_test(scheme, almanac, one)
        found = test(known) if test is not None else None
        if found is not None and found.truth is NO:
            continue
        if found is not None and found.truth is not YES:
            missing = "、".join(found.missing())
            return Limits(clause, unclear=f"{clause}对延期的限制还不能确定：{missing}。请专项办先补上。")
        return Limits(
            clause, one.times, _length(one.longest, almanac), one.percent, _length(one.before_end, almanac)
        )
    return None


def _length(term: CountedTerm | None, almanac: Almanac) -> Period | None:
    return period_of(term, almanac) if term is not None else None


def _standing(row: Finding, *, session: Session) -> Standing | None:
    """None for a problem without an end, which nothing puts off."""
    if row.due is None:
        return None
    found = select(func.count(col(Extension.id)), func.min(Extension.old_due)).where(
        Extension.finding_id == row.key, Extension.state == ExtensionState.GRANTED.value
    )
    granted, earliest = session.exec(found).one()
    first: date | None = earliest
    return Standing(row.due, _first_days(row, first or row.due), granted)


def _first_days(row: Finding, end: date) -> int:
    """The first term without the days by which a rest day moved its end; of an extended one to the end it had."""
    stored = Deadline.from_json(row.deadline) if row.deadline else None
    if stored is not None and stored.start is not None and stored.due == end:
        return ((stored.rolled_from or end) - stored.start).days
    return (end - clock.local(row.assigned_at).date()).days if row.assigned_at else 0
