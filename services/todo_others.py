"""What waits for the discipline group and for the administrator."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.leads import LeadState
from models.account import Account
from models.campaign import Campaign
from models.lead import Lead
from models.library import LibraryVersion
from services import clock
from services.todo_rows import task


def for_discipline() -> list[sql.Select[Any]]:
    """Leads received and not handed over, and those without an answer; their numbers only."""
    kind = sql.case((col(Lead.state) == LeadState.RECEIVED.value, "lead_hand_over"), else_="lead_answer")
    found = task(
        kind,
        col(Lead.id),
        text=col(Lead.number),
        campaign_id=col(Lead.campaign_id),
        since=col(Lead.created_at),
    )
    return [found.where(col(Lead.state).in_((LeadState.RECEIVED.value, LeadState.HANDED_OVER.value)))]


def for_admin() -> list[sql.Select[Any]]:
    """Accounts that are locked now, and schemes of running campaigns that have a newer version."""
    locked = task(
        "account_locked",
        col(Account.id),
        text=col(Account.name) + "（" + col(Account.username) + "）",
        unit_id=col(Account.unit_id),
    ).where(col(Account.locked_until) > clock.now(), col(Account.active))
    return [locked, _newer_libraries()]


def _newer_libraries() -> sql.Select[Any]:
    pinned, newer = aliased(LibraryVersion), aliased(LibraryVersion)
    return (
        task(
            "library_newer",
            col(newer.id),
            text=col(newer.name) + " " + col(newer.version_name),
            campaign_id=col(Campaign.id),
            since=col(newer.added_at),
        )
        .join(pinned, col(pinned.scheme) == col(newer.scheme))
        .join(Campaign, col(Campaign.library_id) == col(pinned.id))
        .where(col(newer.id) > col(pinned.id), col(Campaign.state) == "running")
    )
