"""One row of the rectification ledger with all the columns that offices keep, for Excel and Word."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A finding as the ledger shows it. Words are the screen's words; empty means not known yet."""

    number: str
    source: str
    unit: str
    category: str
    description: str
    kind: str
    """整改类型: 立行立改, 限期整改, 长期坚持."""
    state: str
    """完成情况."""
    nature: str = ""
    """问题性质, in the words of the scheme."""
    found_on: date | None = None
    found_by: str = ""
    amount: Decimal | None = None
    people: int | None = None
    goal: str = ""
    measures: str = ""
    lead_unit: str = ""
    assisting_units: str = ""
    leader: str = ""
    """责任领导."""
    responsible: str = ""
    """责任人."""
    deadline: date | None = None
    progress: str = ""
    progress_on: date | None = None
    evidence: str = ""
    recovered: Decimal | None = None
    systems: str = ""
    accountability: str = ""
    closing_requested_on: date | None = None
    reviewer: str = ""
    reviewed_on: date | None = None
    verifier: str = ""
    verified_on: date | None = None
    closed_on: date | None = None
    public_from: date | None = None
    public_until: date | None = None
    looked_back: str = ""
    looked_back_on: date | None = None
    look_back_result: str = ""
    warning: str = ""
    """预警状态: 未到期, 临近, 逾期, 长期坚持, 已销号."""
    remark: str = ""
