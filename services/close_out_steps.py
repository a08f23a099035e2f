"""The close-out steps of a campaign: which of them a problem has to pass, which is due, who has had a hand in it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.library.casework_words import only_text
from domain.library.models.casework import CloseOutStep
from domain.library.models.handled import READ
from domain.library.schedule import almanac_for
from domain.permissions import Action
from domain.separation import Taken
from domain.thresholds.casework import Known, step_test
from domain.thresholds.truth import NO, YES
from domain.workflow import IN_CHECK, State, Step, StepKind
from models.audit import AuditEntry
from models.campaign import Campaign
from models.finding import CloseOutPass, Finding
from services import clock
from services.calendars import work_calendar
from services.findings_access import OBJECT
from services.ledger_facts import Telling
from services.libraries import scheme_of
from services.step_terms import set_step_due

CHECKS = frozenset({StepKind.REVIEW, StepKind.VERIFY})


def steps_of(campaign: Campaign) -> tuple[Step, ...]:
    """The campaign's close-out steps."""
    return tuple(Step.from_json(stored) for stored in campaign.close_out_steps)


@dataclass(frozen=True, slots=True)
class Due:
    """The step that is due and its place; `step` is None when nothing more is.

    unclear: why nobody can say yet whether the problem has to pass it, or "".
    """

    index: int
    step: Step | None
    unclear: str = ""

    def required(self) -> Step:
        """The step, or `WrongState` where there is none or nobody can say."""
        if self.step is None and self.index == 0:
            raise WrongState("该专项行动还没有设置销号程序，请专项办先在行动设置中补上。")
        if self.step is None:
            raise WrongState("该问题的销号程序已经全部走完。")
        if self.unclear:
            raise WrongState(self.unclear)
        return self.step


class DueSteps:
    """The steps of one campaign, asked for its problems; one statement where none has a condition."""

    def __init__(self, campaign: Campaign, *, session: Session) -> None:
        self.steps = steps_of(campaign)
        self.conditional = any(step.only for step in self.steps)
        if not self.conditional:
            return
        self.scheme = scheme_of(campaign, session=session)
        written = self.scheme.close_out.steps if self.scheme.close_out else ()
        self.written: dict[str, CloseOutStep] = {one.key[:24]: one for one in written}
        almanac = almanac_for(self.scheme, campaign.year, work_calendar(session=session), None)
        self.tests = {key: step_test(self.scheme, almanac, one) for key, one in self.written.items()}

    def due(self, row: Finding, since: int | None = None, passed: Collection[str] = ()) -> Due:
        """The first step from a place on (else from where the row stands) that the problem has to pass and has not."""
        first = row.step if since is None else since
        for index, step in enumerate(self.steps):
            if index < first or step.code in passed:
                continue
            applies, why = self._asked(row, step)
            if applies:
                return Due(index, step, why)
        return Due(len(self.steps), None)

    def told(self, row: Finding) -> tuple[tuple[Step, ...], tuple[tuple[Step, str], ...]]:
        """The steps that the problem passes, and those that it does not, each with the problems it is meant for."""
        mine = tuple(step for step in self.steps if self._asked(row, step)[0])
        return mine, tuple((step, self.only(step)) for step in self.steps if step not in mine)

    def only(self, step: Step) -> str:
        """Which problems a step is taken of, in words; "" of all."""
        one = self.written.get(step.only) if step.only else None
        return only_text(self.scheme, one) if one is not None else ""

    def _asked(self, row: Finding, step: Step) -> tuple[bool, str]:
        """Whether the problem has to pass it, and why that is not clear; without its condition a step is for all."""
        test = self.tests.get(step.only) if step.only else None
        if test is None:
            return True, ""
        found = test(known_of(Telling(self.scheme, [row], {}), row))
        if found.truth is NO:
            return False, ""
        if found.truth is YES:
            return True, ""
        missing = "、".join(found.missing())
        return True, f"“{step.name}”只办理{self.only(step)}，还不能确定：{missing}。请专项办先补上。"


def known_of(tell: Telling, row: Finding) -> Known:
    """What conditions about the problem in hand may ask."""
    told = tell.fields(row)
    came_back = str(row.relapse_of) if row.relapse_of is not None else None
    return {**{key: told[key] for key in READ}, "relapse_of": came_back}


def settle_step(row: Finding, steps: DueSteps, *, session: Session) -> None:
    """Point a problem under check to the first step left to it, after what is known of it changed."""
    if steps.conditional and State(row.state) in IN_CHECK:
        passed = _passed(row.key, row.round, session)
        before, row.step = row.step, steps.due(row, 0, {one.step_code for one in passed}).index
        at = passed[-1].at if passed else row.submitted_at
        if row.step != before and at is not None:
            set_step_due(row, steps.steps, row.publicity_to or clock.local(at).date(), session=session)


def settle_all(campaign: Campaign, *, session: Session) -> None:
    """The same for every problem under check, after the conditions themselves changed."""
    steps = DueSteps(campaign, session=session)
    if not steps.conditional:
        return
    session.flush()
    states = sorted(state.value for state in IN_CHECK)
    found = select(Finding).where(Finding.campaign_id == campaign.key, col(Finding.state).in_(states))
    for row in session.exec(found).all():
        settle_step(row, steps, session=session)
        session.add(row)


@dataclass(frozen=True, slots=True)
class Passed:
    """A step of the campaign that was passed in the present round, and by whom."""

    step: Step
    people: frozenset[int]

    @property
    def taken(self) -> Taken:
        """The same for the separation of duties."""
        return Taken(self.step.kind, self.people)


def passed_in(row: Finding, steps: tuple[Step, ...], *, session: Session) -> list[Passed]:
    """Steps already passed in this round, in the order in which they were taken; one statement."""
    named = {step.code: step for step in steps}
    rows = _passed(row.key, row.round, session)
    return [Passed(named[one.step_code], _people(one)) for one in rows if one.step_code in named]


def _passed(finding_id: int, round_: int, session: Session) -> list[CloseOutPass]:
    found = select(CloseOutPass).where(
        CloseOutPass.finding_id == finding_id, CloseOutPass.round == round_, col(CloseOutPass.passed)
    )
    return list(session.exec(found.order_by(col(CloseOutPass.id))).all())


def _people(row: CloseOutPass) -> frozenset[int]:
    return frozenset({row.account_id, row.second_account_id or row.account_id})


def rectifiers_of(finding_id: int, *, session: Session) -> frozenset[int]:
    """Everybody who has ever had a hand in the rectification: received, reported, handed in."""
    found = select(AuditEntry.actor_id).where(
        AuditEntry.object_type == OBJECT,
        AuditEntry.object_id == finding_id,
        AuditEntry.action == Action.FINDING_RECTIFY.value,
    )
    return frozenset(key for key in session.exec(found.distinct()).all() if key is not None)
