"""Importing this module registers every table (migrations and tests need them all)."""

from models import (
    account,
    audit,
    ban,
    campaign,
    decision,
    document,
    evidence,
    filing,
    finding,
    lead,
    library,
    measurement,
    payment,
    provider,
    register,
    score,
    self_inspection,
    settlement,
    subject,
    survey,
    unit,
    verification,
)
from models.base import Base

MODULES = (
    account,
    audit,
    ban,
    campaign,
    decision,
    document,
    evidence,
    filing,
    finding,
    lead,
    library,
    measurement,
    payment,
    provider,
    register,
    score,
    self_inspection,
    settlement,
    subject,
    survey,
    unit,
    verification,
)

metadata = Base.metadata
