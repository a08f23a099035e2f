"""What the office itself sent upwards (每月向市级专班报送): when, to whom, under which number; nobody receives it."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session

from domain.errors import Invalid, Refused
from domain.filing import FilingState, FilingStep
from domain.forms import Form, Text, require_past
from domain.permissions import Action
from domain.thresholds.came import Came
from services import clock
from services.actor import Actor
from services.audit import record
from services.campaign_came import came_of
from services.filing_access import OBJECT, hold_to, place_of, report_of
from services.filing_hand_in import require_owed
from services.filing_judging import judge_filed
from services.provider_access import bump
from services.use_case import INJECTED, command


class Sent(Form):
    """What is registered; a number only where the paper has one, to whom unless it stays in the office."""

    day: Annotated[date, Field()]
    to: Annotated[Text, StringConstraints(max_length=100)] = ""
    number: Annotated[Text, StringConstraints(max_length=60)] = ""
    note: Annotated[Text, StringConstraints(max_length=2000)] = ""

    @property
    def words(self) -> str:
        """As the page shows it."""
        told = {"报给": self.to, "发文字号": self.number, "说明": self.note}
        return "\n".join(f"{name}：{value}" for name, value in told.items() if value)


@command(Action.FILING_WRITE)
def register_sent(
    actor: Actor, report_id: int, values: dict[str, Any], version: int, *, session: Session = INJECTED
) -> Came:
    """Register that the actor's office sent a turn on a day; how it stands then. Files hang on it beforehand."""
    form = Sent.read(values)
    require_past("day", form.day, clock.today(), "报出的日期")
    row = report_of(report_id, session=session)
    held = hold_to(actor, Action.FILING_WRITE, FilingStep.REGISTER, place_of(row), version, session=session)
    if not held.upwards:
        raise Refused("只有专项办自己报出的材料在这里登记，别的单位在网上报送或者由收件的一方登记。")
    if not form.to and held.entry is not None and held.entry.to:
        raise Invalid({"to": f"请填写报给谁，方案写的是{held.entry.to}"})
    require_owed(held)
    done = {
        "text": form.words, "state": FilingState.ACCEPTED.value, "online": False, "first_day": form.day,
        "return_reason": "", "reviewed_at": clock.now(), "reviewed_by": actor.account_id,
    }  # fmt: skip
    bump(row, done, session=session)
    came = came_of(row, held.entry, title=held.title, due=held.came.due, words=held.came.why)
    to = f"，报给{form.to}" if form.to else ""
    told = {"unit": held.unit.name, "state": row.state, "version": row.version, "first_day": row.first_day}
    record(
        actor, Action.FILING_WRITE, OBJECT, row.key, f"登记“{row.title}”{form.day}报出{to}",
        after={**told, "number": form.number}, campaign_id=row.campaign_id, session=session,
    )  # fmt: skip
    judge_filed(held, "登记报出的材料", session=session)
    return came
