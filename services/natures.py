"""The nature of a problem settled or corrected by a person, and several that are treated as heavier ones.

Whoever changes how a problem is treated says what becomes of its term; what became of it stands in its history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import false
from sqlmodel import Session, col, select

from domain.deadlines import Deadline
from domain.errors import Invalid, WrongState
from domain.findings import Kind
from domain.forms import Form, Text
from domain.permissions import Action
from domain.workflow import ENDED, WITH_UNIT
from models.campaign import Campaign
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.close_out_steps import DueSteps, settle_step
from services.deadline_rules import first_term
from services.default_terms import DefaultTerm, default_terms, recounted, term_of
from services.extensions import lapse
from services.findings_access import Held, hold, values_of, visible_findings
from services.findings_notices import tell_unit
from services.nature_raises import party_of
from services.natures_known import nature_of, raise_of, require_known, settled
from services.use_case import INJECTED, command, query


class Recount(StrEnum):
    """What becomes of the term of a problem that is treated otherwise from now on."""

    FROM_START = "from_start"
    ANEW = "anew"
    KEPT = "kept"


RECOUNT_NAMES = {
    Recount.FROM_START: "按新的性质，从原起算日重算",
    Recount.ANEW: "按新的性质，从今日起重算",
    Recount.KEPT: "保留原期限",
}


class Settled(Form):
    """Of which nature a problem is, why, and what becomes of its term."""

    nature: Annotated[Text, StringConstraints(min_length=1, max_length=40)]
    reason: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    term: Recount = Recount.FROM_START


class Raised(Form):
    """Why problems are treated as heavier ones, what becomes of their terms; together: all of the same party."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    term: Recount = Recount.FROM_START
    together: bool = True


@dataclass(frozen=True, slots=True)
class RaisePreview:
    """A problem that would be treated as a heavier one, with its term now and under each way of counting it."""

    id: int
    number: str
    title: str
    was: str
    becomes: str
    due: date | None
    dues: Mapping[Recount, date | None]
    notes: Mapping[Recount, str]


@command(Action.FINDING_ASSIGN)
def settle_nature(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Say of which nature a problem is; also takes back that it is treated as a heavier one."""
    given = Settled.read(values)
    held = hold(actor, Action.FINDING_ASSIGN, finding_id, version, session=session)
    nature = nature_of(held.campaign, session=session)
    require_known(nature, settled(nature, given.nature))
    if held.state in ENDED:
        raise WrongState("该问题已经办结，不能再改性质。")
    if held.row.nature == held.row.nature_found == given.nature:
        raise Invalid({"nature": f"目前就是“{given.nature}”，没有变化。"})
    held.row.nature_found = given.nature
    told = treat(held, given.nature, given.term)
    name = nature.name if nature is not None else "性质"
    held.save(Action.FINDING_ASSIGN, f"{name}定为“{given.nature}”{told}", reason=given.reason)
    if told:
        text = f"问题 {held.row.number}的{name}定为“{given.nature}”{told}。{given.reason}"
        tell_unit(actor, held.row, text, session=session)


@command(Action.FINDING_ASSIGN)
def raise_nature(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> tuple[str, ...]:
    """Treat a problem, and with it the others of its party, as the heavier one that the scheme asks for."""
    given = Raised.read(values)
    held = hold(actor, Action.FINDING_ASSIGN, finding_id, version, session=session)
    if not held.row.nature_due:
        raise WrongState("没有达到提级管理的条件，或者已经提级，请刷新页面。")
    rows = [held, *(_others(held) if given.together else ())]
    for one in rows:
        becomes = one.row.nature_due
        told = treat(one, becomes, given.term)
        one.save(Action.FINDING_ASSIGN, f"按“{becomes}”管理{told}", reason=given.reason)
        text = f"问题 {one.row.number}起按“{becomes}”管理{told}。{given.reason}"
        tell_unit(actor, one.row, text, session=session)
    return tuple(one.row.number for one in rows)


@query(Action.FINDING_ASSIGN)
def preview_raise(actor: Actor, finding_id: int, *, session: Session = INJECTED) -> tuple[RaisePreview, ...]:
    """What confirming would do to the problem and to the others of its party, the one asked about first."""
    found = select(Finding).where(Finding.id == finding_id, visible_findings(actor))
    row = session.exec(found).first()
    if row is None or not row.nature_due:
        return ()
    held = Held(actor, row, session.get_one(Campaign, row.campaign_id), session, values_of(row))
    others = session.exec(_same(held).where(visible_findings(actor))).all()
    return tuple(previewed(Held(actor, one, held.campaign, session, {})) for one in (row, *others))


def previewed(one: Held) -> RaisePreview:
    """What confirming would do to this problem, which has come to be treated as a heavier one."""
    row = one.row
    found = {how: _recounted(one, row.nature_due, how) for how in Recount}
    dues = {how: deadline.due if deadline is not None else row.due for how, (deadline, _) in found.items()}
    notes = {how: note for how, (_, note) in found.items()}
    return RaisePreview(row.key, row.number, row.title, row.nature, row.nature_due, row.due, dues, notes)


def _others(held: Held) -> list[Held]:
    """The other problems of the same party that have come to the same, locked."""
    rows = held.session.exec(_same(held).with_for_update()).all()
    return [Held(held.actor, row, held.campaign, held.session, values_of(row)) for row in rows]


def _same(held: Held) -> Any:
    row = held.row
    found = select(Finding).where(
        Finding.campaign_id == row.campaign_id,
        Finding.nature_due == row.nature_due,
        Finding.nature_found == row.nature_found,
        Finding.id != row.key,
    )
    one = raise_of(nature_of(held.campaign, session=held.session), row)
    if one is None or one.relapsed:  # it weighs so by itself
        return found.where(false())
    mine = row.unit_id if one.of == "unit" else row.provider_id
    return found.where(party_of(one) == mine).order_by(col(Finding.id))


def treat(held: Held, becomes: str, how: Recount) -> str:
    """Write the nature and the term into the row; what became of the term, in words."""
    row = held.row
    ends, told = _recounted(held, becomes, how)
    row.nature, row.nature_due = becomes, ""
    if ends is not None and ends.due != row.due:
        lapse(held, "期限已按新的性质重算")
        row.due, row.deadline = ends.due, ends.to_json()
    settle_step(row, DueSteps(held.campaign, session=held.session), session=held.session)
    return told


def _recounted(held: Held, becomes: str, how: Recount) -> tuple[Deadline | None, str]:
    """The term of the problem as one of this nature, None where it stays; and what is to be told of it."""
    row = held.row
    if held.state not in WITH_UNIT or row.due is None or not row.deadline:
        return None, ""
    old, (was, new) = Deadline.from_json(row.deadline), _terms(held, becomes)
    if how is Recount.KEPT:
        return None, f"，保留原期限{row.due}"
    calendar = work_calendar(session=held.session)
    ends = recounted(old, was, new, calendar)
    if ends is None or new is None:
        return None, f"，期限系另行指定，保留{row.due}"
    if how is Recount.ANEW:
        ends = new.applied(clock.today(), calendar)
    if ends.due == row.due:
        return None, f"，期限仍为{row.due}"
    return ends, f"，期限由{row.due}改为{ends.due}"


def _terms(held: Held, becomes: str) -> Sequence[DefaultTerm | None]:
    row, terms = held.row, default_terms(held.campaign)
    first = first_term(held.campaign, row, session=held.session)
    found = (term_of(terms, Kind(row.kind), row.matter, word) for word in (row.nature, becomes))
    return [term if term is None or first is None else term.again(first) for term in found]
