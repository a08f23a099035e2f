"""The filtered ledger as a file: only rows in the actor's sight, all columns, nothing of leads."""

from sqlalchemy import func, select
from sqlmodel import Session

from domain.errors import Invalid
from domain.permissions import Action
from models.finding import Finding
from reports import ledger_word
from reports.issuing import Issue
from reports.ledger import LedgerRow
from reports.ledger_excel import ledger_to_excel
from services import clock
from services.actor import Actor
from services.ledger import scene_of
from services.ledger_filters import LedgerQuery, matching, ordering
from services.ledger_rows import whole_rows
from services.natures_known import nature_of
from services.use_case import INJECTED, query

MOST_ROWS, MOST_WORD_ROWS = 20_000, 5_000  # more than anybody reads on paper


@query(Action.FINDING_READ)
def ledger_rows(actor: Actor, wanted: LedgerQuery, *, session: Session = INJECTED) -> list[LedgerRow]:
    """All rows of a view of the ledger, as documents take them; the page of the query plays no part."""
    scene = scene_of(wanted.campaign_id, session=session)
    conditions = matching(actor, wanted, scene.today)
    number = session.execute(select(func.count()).select_from(Finding).where(*conditions)).scalar_one()
    if number > MOST_ROWS:
        raise Invalid({"": f"共{number}条，一次最多导出{MOST_ROWS}条，请先按单位或类别筛选。"})
    return whole_rows(scene, conditions, ordering(wanted.sort), session=session)


@query(Action.FINDING_READ)
def export_ledger(actor: Actor, wanted: LedgerQuery, *, session: Session = INJECTED) -> bytes:
    """The rows as an Excel workbook."""
    rows = ledger_rows(actor, wanted, session=session)
    today = clock.today()
    title = _title(wanted, session)
    note = f"截至{today.year}年{today.month}月{today.day}日，共{len(rows)}条；导出人：{actor.unit_name} {actor.name}"
    return ledger_to_excel(title, rows, day=today, author=actor.unit_name, note=note)


@query(Action.FINDING_READ)
def export_ledger_word(
    actor: Actor, wanted: LedgerQuery, filters: str = "", *, session: Session = INJECTED
) -> bytes:
    """The rows as a Word document for the file; `filters`: in words, what narrows them."""
    rows = ledger_rows(actor, wanted, session=session)
    if len(rows) > MOST_WORD_ROWS:
        raise Invalid({"": f"共{len(rows)}条，Word 台账一次最多{MOST_WORD_ROWS}条，请先筛选或导出 Excel。"})
    today = clock.today()
    nature = nature_of(scene_of(wanted.campaign_id, session=session).campaign, session=session)
    issue, title = Issue(actor.unit_name, today), _title(wanted, session)
    name = nature.name if nature is not None else ""
    return ledger_word.render(ledger_word.Ledger(issue, title, today, tuple(rows), filters, name))


def _title(wanted: LedgerQuery, session: Session) -> str:
    return f"{scene_of(wanted.campaign_id, session=session).campaign.name}问题整改台账"
