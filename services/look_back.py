"""Looking back (回头看) at closed findings; a relapse opens a new finding linked to the old one.

It falls due months after a finding was struck off, so it goes on when the campaign is over.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session

from domain.errors import Invalid, WrongState
from domain.findings import Kind, Source
from domain.forms import Form, Text, require_past
from domain.permissions import Action
from domain.workflow import State
from services import clock
from services.actor import Actor
from services.findings_access import Held, hold
from services.findings_new import NewFinding, Origin, insert_finding
from services.findings_notices import tell_unit
from services.natures_known import known_word, nature_of
from services.use_case import INJECTED, command


class LookBack(Form):
    """What was seen on the day; a relapse says how the problem came back."""

    looked_back_on: date = Field(default_factory=clock.today)
    result: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    relapsed: bool = False
    relapse: Annotated[Text, StringConstraints(max_length=8000)] = ""


@command(Action.FINDING_LOOK_BACK)
def record_look_back(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int | None:
    """Record the result; returns the id of the new finding when the problem has come back."""
    given = LookBack.read(values)
    held = hold(actor, Action.FINDING_LOOK_BACK, finding_id, version, session=session, ended=True)
    if held.state is not State.CLOSED:
        raise WrongState("只有已销号的问题可以开展回头看。")
    _require_day(held, given.looked_back_on)
    if given.relapsed and not given.relapse:
        raise Invalid({"relapse": "请写明问题复发的具体情况，将据此重新立账。"})
    if given.relapsed and held.campaign.state != "running":
        raise Invalid({"relapsed": "专项行动已经结束，不能重新立账；请先由专项办在“行动设置”中恢复该行动。"})
    held.row.looked_back_on, held.row.look_back_result = given.looked_back_on, given.result
    word = "问题复发，重新立账" if given.relapsed else "未发现反弹"
    held.save(Action.FINDING_LOOK_BACK, f"回头看：{word}", reason=given.result)
    return _reopen(held, given) if given.relapsed else None


def _require_day(held: Held, day: date) -> None:
    require_past("looked_back_on", day, clock.today(), "回头看日期")
    closed = held.row.closed_at
    if closed is not None and day < clock.local(closed).date():
        raise Invalid({"looked_back_on": "回头看日期不能早于销号日。"})


def _reopen(held: Held, given: LookBack) -> int:
    old = held.row
    data = NewFinding(
        source=Source.VISIT,
        category=old.category,
        item=old.item,
        unit_id=old.unit_id,
        provider_id=old.provider_id,
        found_on=given.looked_back_on,
        description=given.relapse,
        basis=old.basis,
        kind=Kind(old.kind),
        nature=known_word(nature_of(held.campaign, session=held.session), old.nature_found),
        remark=f"系 {old.number} 销号后复发",
    )
    origin = Origin(relapse_of=old.key)
    new = insert_finding(
        held.actor, Action.FINDING_LOOK_BACK, old.campaign_id, data, session=held.session, origin=origin
    )
    text = f"问题 {old.number}销号后复发，已重新立账，请关注后续交办。"
    tell_unit(held.actor, old, text, session=held.session)
    return new
