"""Messages to units about their findings; one a unit for a bulk action, however many rows it touched."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert
from sqlmodel import Session

from models.base import table_of
from models.document import Notice
from models.finding import Finding
from services import clock
from services.actor import Actor

DETAIL, LEDGER = "finding", "findings"  # stems of the pages that notices lead to
_LISTED = 8  # numbers named in a digest; the ledger shows the rest


def tell_unit(actor: Actor, row: Finding, text: str, *, session: Session, unit_id: int | None = None) -> None:
    """A message about one finding, to its lead unit unless another one is named."""
    to = unit_id or row.lead_unit_id or row.unit_id
    _insert([_notice(actor, to, row.campaign_id, text, f"/{DETAIL}?id={row.key}")], session)


def tell_units(
    actor: Actor | None, texts: Mapping[int, str], campaign_id: int, *, session: Session, link: str = ""
) -> None:
    """One message for each unit; without an actor the system itself speaks."""
    to_ledger = link or f"/{LEDGER}?campaign={campaign_id}"
    _insert([_notice(actor, unit, campaign_id, text, to_ledger) for unit, text in texts.items()], session)


def digest(rows: Sequence[Finding]) -> str:
    """The numbers of the findings, shortened: YL-00001、YL-00002等12个问题."""
    named = "、".join(row.number for row in rows[:_LISTED])
    return f"{named}等{len(rows)}个问题" if len(rows) > _LISTED else f"{named}（共{len(rows)}个问题）"


def by_unit(rows: Sequence[Finding]) -> dict[int, list[Finding]]:
    """Findings by the unit that leads their rectification."""
    grouped: dict[int, list[Finding]] = {}
    for row in rows:
        grouped.setdefault(row.lead_unit_id or row.unit_id, []).append(row)
    return grouped


def _notice(actor: Actor | None, unit_id: int, campaign_id: int, text: str, link: str) -> dict[str, object]:
    return {
        "unit_id": unit_id,
        "campaign_id": campaign_id,
        "text": text[:1000],
        "link": link,
        "at": clock.now(),
        "sent_by": actor.account_id if actor else None,
    }


def _insert(notices: list[dict[str, object]], session: Session) -> None:
    if notices:
        session.execute(insert(table_of(Notice)), notices)
