"""Importing this module registers every table (migrations and tests need them all)."""

from models import (  # noqa: F401
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

metadata = Base.metadata
