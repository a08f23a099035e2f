"""Importing this module registers every table (migrations and tests need them all)."""

from models import (
    account,
    audit,
    campaign,
    decision,
    document,
    evidence,
    finding,
    lead,
    library,
    measurement,
    provider,
    self_inspection,
    unit,
    verification,
)
from models.base import Base

MODULES = (
    account,
    audit,
    campaign,
    decision,
    document,
    evidence,
    finding,
    lead,
    library,
    measurement,
    provider,
    self_inspection,
    unit,
    verification,
)

metadata = Base.metadata
