"""Leads (问题线索): what a lead is about, where it goes, and who may see what became a lead.

A finding that was handed over keeps its number, unit and category in the ledger; its content is for the
discipline role alone. Everything that shows findings asks `content_visible`.
"""

from enum import StrEnum

from domain.permissions import Action, Role, ruling

COMPARTMENT = "lead"  # value of the compartment columns of evidence and audit entries
HIDDEN = "（已移送，内容不予显示）"
TRANSFERRED_NOTE = "已移送"


def content_visible(role: Role, transferred: bool) -> bool:
    """Whether this role may read description, amounts and evidence of a finding."""
    return not transferred or opens_compartment(role)


def opens_compartment(role: Role) -> bool:
    """Whether this role reads leads at all."""
    return ruling(role, Action.LEAD_READ).allowed


class LeadState(StrEnum):
    """What has been done with a lead."""

    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_NAMES = {
    LeadState.RECEIVED: "待移送",
    LeadState.HANDED_OVER: "已移送待反馈",
    LeadState.ANSWERED: "已反馈",
    LeadState.CLOSED: "已办结",
}


class Destination(StrEnum):
    """Where a lead goes, by who manages the person concerned."""

    TOWNSHIP = "township_discipline"
    DISTRICT = "district_commission"
    POLICE = "police"


DESTINATION_NAMES = {
    Destination.TOWNSHIP: "镇（街道）纪检监察部门",
    Destination.DISTRICT: "区纪委监委",
    Destination.POLICE: "公安机关（涉嫌其他犯罪）",
}
