"""What somebody has typed and not sent yet, kept per person and form so that a refresh loses nothing.

Drafts are private scratch paper: nobody else reads them and they are not part of the audit log.
"""

import json
from collections.abc import Mapping

from sqlalchemy import delete
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.permissions import Action
from models.document import ReportDraft
from services import clock
from services.actor import Actor
from services.use_case import INJECTED, command, query

LONGEST = 400_000  # characters of one draft; a form is not a file store


@query(Action.ACCOUNT_SELF)
def read_draft(actor: Actor, form: str, *, session: Session = INJECTED) -> dict[str, object]:
    """What the caller had typed into this form; empty when there is no draft."""
    row = session.get(ReportDraft, (actor.account_id, form))
    return dict(row.values) if row else {}


@command(Action.ACCOUNT_SELF)
def save_draft(actor: Actor, form: str, values: Mapping[str, object], *, session: Session = INJECTED) -> None:
    """Keep what is typed; replaces the earlier draft of the same form."""
    if len(json.dumps(dict(values), ensure_ascii=False)) > LONGEST:
        raise Invalid({"": "内容过长，草稿没有保存。请缩短文字，或把长材料作为附件上传。"})
    row = session.get(ReportDraft, (actor.account_id, form))
    if row is None:
        row = ReportDraft(account_id=actor.account_id, form=form, saved_at=clock.now())
    row.values = dict(values)
    row.saved_at = clock.now()
    session.add(row)


@command(Action.ACCOUNT_SELF)
def drop_draft(actor: Actor, form: str, *, session: Session = INJECTED) -> None:
    """Forget a draft after its form has been sent."""
    session.execute(
        delete(ReportDraft).where(
            col(ReportDraft.account_id) == actor.account_id, col(ReportDraft.form) == form
        )
    )
