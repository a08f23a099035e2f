"""The close-out steps of a campaign: which of them a problem has to pass, which is due, who has had a hand in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sql
from sqlalchemy import ColumnElement
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
from services.actor import Actor
from services.audit import Change, changed, record_all
from services.calendars import work_calendar
from services.findings_access import OBJECT
from services.ledger_facts import Telling
from services.libraries import scheme_of
from services.step_terms import runs_since, set_step_due

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


def between_steps(campaign: Campaign) -> ColumnElement[bool]:
    """Condition: the problem has passed a step of this round and not yet all; a posting may follow the striking off."""
    states = sorted(state.value for state in IN_CHECK | {State.CLOSED})
    taken = CloseOutPass
    passed = sql.exists().where(
        col(taken.finding_id) == col(Finding.id), col(taken.round) == col(Finding.round), col(taken.passed)
    )
    return sql.and_(
        col(Finding.campaign_id) == campaign.key, col(Finding.state).in_(states), col(Finding.step) > 0,
        col(Finding.step) < len(campaign.close_out_steps), passed,
    )  # fmt: skip


def settle_step(row: Finding, steps: DueSteps, *, session: Session) -> None:
    """Point a problem under check to the first step left to it, after what is known of it changed."""
    if steps.conditional and State(row.state) in IN_CHECK:
        _settle(row, steps, session)


def _settle(row: Finding, steps: DueSteps, session: Session, *, anew: bool = False) -> None:
    """anew: the steps are others than before, and with them perhaps the term of the one that is due."""
    passed = _passed(row.key, row.round, session)
    before, row.step = row.step, steps.due(row, 0, {one.step_code for one in passed}).index
    at = passed[-1].at if passed else row.submitted_at
    if (anew or row.step != before) and at is not None:
        set_step_due(row, steps.steps, runs_since(row, at), session=session)


def keep_done(campaign: Campaign, before: int, now: int, *, session: Session) -> None:
    """Leave problems that have passed all of so many steps done where there are others now. Locks before any entry."""
    if now != before:
        done = sql.update(Finding).where(
            col(Finding.campaign_id) == campaign.key, col(Finding.state) == State.CLOSED.value,
            col(Finding.step) >= before,
        )  # fmt: skip
        session.execute(done.values(step=now))


def settle_all(
    actor: Actor, campaign: Campaign, before: Sequence[Step], why: str, *, session: Session
) -> None:
    """As `settle_step` for every problem under check, after the steps or their conditions changed.

    before: the steps as they were. Each problem whose step is another one, or is due on another day, has an entry.
    """
    steps = DueSteps(campaign, session=session)
    anew = steps.steps != tuple(before)
    if not (anew or steps.conditional):
        return
    session.flush()
    found = select(Finding).where(
        Finding.campaign_id == campaign.key, col(Finding.state).in_([state.value for state in IN_CHECK])
    )
    rows = session.exec(found.order_by(col(Finding.id)).with_for_update()).all()
    changes = [_settled(row, steps, why, session, anew=anew) for row in rows]
    record_all(actor, Action.CAMPAIGN_EDIT, [one for one in changes if one is not None], session=session)


def _settled(row: Finding, steps: DueSteps, why: str, session: Session, *, anew: bool) -> Change | None:
    old = {"step": row.step, "step_due": row.step_due}
    _settle(row, steps, session, anew=anew)
    was, now = changed(old, {"step": row.step, "step_due": row.step_due})
    if not now:
        return None
    row.version += 1
    session.add(row)
    told = "销号程序有变化，按新的程序办理"
    return Change(OBJECT, row.key, told, was, {**now, "version": row.version}, why, row.campaign_id)


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
