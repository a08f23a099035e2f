"""Escalation (督办升级): a level is raised by a person with a reason; what each level is called is the scheme's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session

from domain.errors import Invalid, WrongState
from domain.forms import Form, Text
from domain.library.casework_words import level_text
from domain.permissions import Action
from domain.workflow import CLOCK_RUNS, STATE_NAMES, State
from models.campaign import Campaign
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.findings_access import Held, hold
from services.findings_notices import tell_unit
from services.libraries import scheme_of
from services.use_case import INJECTED, command


class Raise(Form):
    """To which level (1 is the mildest), and why."""

    level: Annotated[int, Field(ge=1, le=20)]
    reason: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the scheme's ladder; `document` is what is issued on it, `text` says when and by whom."""

    number: int
    name: str
    document: str
    direct_entry: bool
    text: str = ""


def levels_of(campaign: Campaign, *, session: Session) -> tuple[Level, ...]:
    """The ladder of the campaign's scheme, mildest first; empty when the scheme has none."""
    scheme = scheme_of(campaign, session=session)
    ladder = scheme.escalation
    if ladder is None:
        return ()
    return tuple(
        Level(number, level.name, level.document, level.direct_entry, level_text(scheme, level))
        for number, level in enumerate(ladder.levels, start=1)
    )


def level_name(levels: tuple[Level, ...], number: int) -> str:
    """The level in words; "" while nothing has been raised."""
    if number == 0:
        return ""
    return levels[number - 1].name if number <= len(levels) else f"第{number}级督办"


@command(Action.FINDING_ESCALATE)
def escalate_finding(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Raise the level; levels may be skipped only into one that the scheme lets be entered directly, or whose
    condition the finding has reached."""
    given = Raise.read(values)
    held = hold(actor, Action.FINDING_ESCALATE, finding_id, version, session=session)
    levels = levels_of(held.campaign, session=session)
    held.save(Action.FINDING_ESCALATE, raise_level(held, given.level, levels), reason=given.reason)
    name = level_name(levels, given.level)
    tell_unit(actor, held.row, f"问题 {held.row.number}已{name}：{given.reason}", session=session)


def raise_level(held: Held, wanted: int, levels: tuple[Level, ...]) -> str:
    """Put a held row on a higher level; what the audit log says of it."""
    if held.state not in CLOCK_RUNS or held.state is State.REGISTERED:
        raise WrongState(f"该问题目前是“{STATE_NAMES[held.state]}”，只有已交办、尚未报送结果的问题可以督办。")
    _require_next(held.row, wanted, levels)
    held.row.escalation, held.row.escalated_on = wanted, clock.today()
    held.row.escalation_due = 0 if held.row.escalation_due <= wanted else held.row.escalation_due
    return f"督办升级为“{level_name(levels, wanted)}”"


def _require_next(row: Finding, wanted: int, levels: tuple[Level, ...]) -> None:
    now = row.escalation
    if wanted <= now:
        raise Invalid({"level": "督办级别只能升高，不能降低或重复。"})
    if levels and wanted > len(levels):
        raise Invalid({"level": f"方案只规定了{len(levels)}级督办。"})
    if levels and wanted > max(now + 1, row.escalation_due) and not levels[wanted - 1].direct_entry:
        raise Invalid({"level": f"方案规定督办逐级升级，下一级是“{levels[now].name}”。"})
