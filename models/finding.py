"""Findings (问题) and what happens to them until close-out."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Base, Large, Row, Versioned, document, moment

# The ledger filters, counts and sorts on this index alone and reads only the rows it shows: the texts of a
# hundred thousand findings are never touched.
LEDGER = (
    "campaign_id", "state", "due", "category", "unit_id", "lead_unit_id", "kind", "source", "item", "provider_id",
    "amount_fen", "people", "found_on", "escalation", "nature",
)  # fmt: skip

# Dashboards and comparisons add these up in the order of an index on what they compare; who sees a row is
# decided on the index too.
FIGURES = ("state", "kind", "due", "amount_fen", "rectified_fen", "recovered_fen", "lead_unit_id")

# The to-do list finds what waits for a close-out step on an index alone.
STEPS = ("campaign_id", "state", "step", "submitted_by", "publicity_to", "round", "submitted_at", "step_due")
ESCALATION = ("campaign_id", "state", "escalation_due", "escalation", "due")


def _some(name: str, columns: tuple[str, ...], where: str) -> Index:
    """An index of the few rows of which something is proposed: small, and never taken for one of all rows."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Finding(Versioned, table=True):
    """One row of the ledger. `state` is a `domain.workflow.State`; overdue is computed, never stored.

    deadline: the arithmetic of `due` as stored by `domain.deadlines` (start event, rule, calendar version).
    fingerprint: unit, day and text in short, so that an import finds what is already in the ledger.
    reported_voluntarily: found and reported by the unit itself (it matters for 从轻减轻).
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        Index("ix_finding_ledger", *LEDGER),
        Index("ix_finding_due", "campaign_id", "due"),
        Index("ix_finding_unit", "campaign_id", "unit_id", *FIGURES, "provider_id"),
        Index("ix_finding_category", "campaign_id", "category", *FIGURES, "provider_id", "unit_id"),
        Index("ix_finding_of_provider", "campaign_id", "provider_id", *FIGURES, "unit_id"),
        Index("ix_finding_step", *STEPS),
        Index("ix_finding_lead_unit", "campaign_id", "lead_unit_id", "state"),
        Index("ix_finding_fingerprint", "campaign_id", "fingerprint"),
        _some("ix_finding_escalation", ESCALATION, "escalation_due > 0"),
        _some("ix_finding_nature", ("campaign_id", "nature_due", "state"), "nature_due > ''"),
        Index("ix_finding_look_back", "campaign_id", "state", "look_back_due", "looked_back_on"),
    )

    campaign_id: int = Field(foreign_key="campaign.id")
    number: str = Field(max_length=32)
    source: str = Field(max_length=16)  # domain.findings.Source
    category: str = Field(max_length=24)
    item: str = Field(default="", max_length=24)
    unit_id: int = Field(foreign_key="unit.id")  # the inspected unit
    lead_unit_id: int | None = Field(default=None, foreign_key="unit.id")  # who leads the rectification
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    self_problem_id: int | None = Field(default=None, index=True)
    found_on: date
    found_by: str = Field(default="", max_length=100)
    title: str = Field(max_length=120)
    description: str = Field(max_length=8000)
    fingerprint: str = Field(default="", max_length=32)
    basis: str = Field(default="", max_length=500)
    amount_fen: int = Field(default=0, sa_type=Large)
    people: int = Field(default=0)
    reported_voluntarily: bool = Field(default=False)
    kind: str = Field(default="by_deadline", max_length=16)  # immediate | by_deadline | ongoing
    goal: str = Field(default="", max_length=2000)
    requirement: str = Field(default="", max_length=4000)
    responsible_leader: str = Field(default="", max_length=40)
    responsible_person: str = Field(default="", max_length=40)
    state: str = Field(default="registered", max_length=16)
    due: date | None = None
    deadline: dict[str, object] = document()
    assigned_at: datetime | None = moment(nullable=True)
    progress: str = Field(default="", max_length=4000)
    progress_at: datetime | None = moment(nullable=True)
    rectified_fen: int = Field(default=0, sa_type=Large)
    recovered_fen: int = Field(default=0, sa_type=Large)
    systems_built: str = Field(default="", max_length=2000)
    accountability: str = Field(default="", max_length=2000)
    submitted_at: datetime | None = moment(nullable=True)
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
    step: int = Field(default=0)  # how many close-out steps of this round have passed
    step_due: date | None = None  # until when the next one is to be taken, where the scheme says so
    round: int = Field(default=1)  # grows with each return
    returned_count: int = Field(default=0)
    completed_on: date | None = None  # the day the accepted rectification was submitted
    closed_at: datetime | None = moment(nullable=True)
    publicity_from: date | None = None
    publicity_to: date | None = None
    escalation: int = Field(default=0)
    escalated_on: date | None = None
    escalation_due: int = Field(default=0)  # the level that the scheme's ladder says is reached, for a person
    reminded_on: date | None = None
    urged_count: int = Field(default=0)
    matter: str = Field(
        default="", max_length=40
    )  # a kind of the scheme's own (督办事项), "" for the usual three
    nature: str = Field(
        default="", max_length=40
    )  # as what it is treated, in the scheme's words; "" is not settled
    nature_found: str = Field(default="", max_length=40)  # as what it was found, before several weighed more
    nature_due: str = Field(
        default="", max_length=40
    )  # as what the scheme says it is to be treated, for a person
    kind_change: str = Field(default="", max_length=40)  # the change of kind that was carried out last
    relapse_of: int | None = Field(default=None, foreign_key="finding.id")
    look_back_due: date | None = None
    looked_back_on: date | None = None
    look_back_result: str = Field(default="", max_length=2000)
    transferred: bool = Field(default=False)
    withdrawn_reason: str = Field(default="", max_length=2000)
    remark: str = Field(default="", max_length=2000)
    created_at: datetime = moment()


class FindingAssistant(Base, table=True):
    """A unit that assists in the rectification (配合单位); it sees the finding."""

    __tablename__ = "finding_assistant"

    finding_id: int = Field(foreign_key="finding.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)


class Measure(Versioned, table=True):
    """One of the measures against a problem, each with its own person, date and state."""

    __tablename__ = "measure"

    finding_id: int = Field(foreign_key="finding.id", index=True)
    text: str = Field(max_length=2000)
    person: str = Field(default="", max_length=40)
    due: date | None = None
    done_on: date | None = None
    dropped_reason: str = Field(default="", max_length=500)


class CloseOutPass(Row, table=True):
    """One close-out step taken in one round, passed or returned; who took it matters for the next ones."""

    __tablename__ = "close_out_pass"

    finding_id: int = Field(foreign_key="finding.id", index=True)
    round: int
    step_code: str = Field(max_length=24)
    passed: bool
    opinion: str = Field(default="", max_length=4000)
    account_id: int = Field(foreign_key="account.id")
    second_account_id: int | None = Field(default=None, foreign_key="account.id")
    at: datetime = moment()


class PublicityObjection(Versioned, table=True):
    """An objection (异议) to a posting, and what came of it: anew | goes_on | returned; "" while it is looked into."""

    __tablename__ = "publicity_objection"

    finding_id: int = Field(foreign_key="finding.id", index=True)
    round: int
    posted_from: date
    posted_to: date
    received_on: date
    objector: str = Field(max_length=100)
    text: str = Field(max_length=4000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()
    outcome: str = Field(default="", max_length=16, index=True)
    handling: str = Field(default="", max_length=4000)
    settled_by: int | None = Field(default=None, foreign_key="account.id")
    settled_at: datetime | None = moment(nullable=True)


class Extension(Versioned, table=True):
    """A request to move a due date: asked → granted | refused | lapsed; what was asked stays beside the answer."""

    __tablename__ = "extension"

    finding_id: int = Field(foreign_key="finding.id", index=True)
    asked_by: int = Field(foreign_key="account.id")
    asked_at: datetime = moment()
    reason: str = Field(max_length=2000)
    old_due: date
    new_due: date  # as asked
    granted_due: date | None = None
    state: str = Field(default="asked", max_length=16, index=True)
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = moment(nullable=True)
    opinion: str = Field(default="", max_length=2000)
