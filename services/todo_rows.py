"""The shape that all sources of tasks share, so that one statement can sort and page them together."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, Date, Integer, String
from sqlmodel import col, select

from models.base import UtcDateTime
from models.campaign import Campaign
from models.document import IssuedDocument

SUMMARY_DOCUMENT = "campaign_summary"  # kind of the issued document that fulfils the duty to sum up
NO_DAY: ColumnElement[Any] = sql.cast(sql.null(), Date)
NO_MOMENT: ColumnElement[Any] = sql.cast(sql.null(), UtcDateTime)
NO_ID: ColumnElement[Any] = sql.cast(sql.null(), Integer)


def task(
    kind: str | ColumnElement[str],
    object_id: Any,
    *,
    text: Any = "",
    unit_id: Any = NO_ID,
    campaign_id: Any = NO_ID,
    due: Any = NO_DAY,
    since: Any = NO_MOMENT,
    urgent: Any = 0,
    detail: Any = 0,
    place: Any = "",
) -> sql.Select[Any]:
    """A select of tasks; the caller adds tables and conditions.

    text: what the row says of itself; since: when it began to wait; urgent: 1 goes before all others;
    detail: a number that the wording of the kind needs; place: where it is done, as parameters of an address, for
    what has no number yet.
    """
    return sql.select(
        _text(kind).label("kind"),
        object_id.label("object_id"),
        _text(text).label("text"),
        unit_id.label("unit_id"),
        campaign_id.label("campaign_id"),
        due.label("due"),
        since.label("since"),
        _number(urgent).label("urgent"),
        _number(detail).label("detail"),
        _text(place).label("place"),
    )


def _text(value: Any) -> Any:
    return sql.literal(value, String) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    return sql.literal(value, Integer) if isinstance(value, int) else value


def running_campaigns() -> Any:
    """Sub-select of the ids of campaigns in which people may still act."""
    return select(Campaign.id).where(col(Campaign.state) == "running")


def summary_issued(campaign_id: Any) -> ColumnElement[bool]:
    """Condition: the summary of a campaign is issued, and that was not withdrawn."""
    return sql.exists().where(
        col(IssuedDocument.campaign_id) == campaign_id,
        col(IssuedDocument.kind) == SUMMARY_DOCUMENT,
        col(IssuedDocument.withdrawn_reason) == "",
    )
