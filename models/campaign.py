"""A campaign, its phases and the units in its scope."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Base, Row, Versioned, document, moment


class Campaign(Versioned, table=True):
    """One run of a scheme; it pins the library version and its checksum.

    parameters: what the scheme left open and the office filled in (year, dates, settings).
    close_out_steps: the list between submitted and closed, as dictionaries of `domain.workflow.Step`.
    filings_since: reports that were due before are not asked for; since the campaign was made when it is empty.
    """

    __tablename__ = "campaign"

    name: str = Field(max_length=120, unique=True)
    year: int
    library_id: int = Field(foreign_key="library_version.id", index=True)
    library_checksum: str = Field(max_length=64)
    authority: str = Field(default="", max_length=200)  # 授权依据; empty means the word 督查 is not used
    leading_group: dict[str, object] = document()
    parameters: dict[str, object] = document()
    close_out_steps: list[dict[str, object]] = document(list)
    light_bounds: dict[str, object] = document()
    number_prefix: str = Field(max_length=20)
    finding_count: int = Field(default=0)  # last number given to a finding
    state: str = Field(default="running", max_length=16, index=True)  # running | closed | archived
    created_at: datetime = moment()
    closed_at: datetime | None = moment(nullable=True)
    filings_since: date | None = None


class Phase(Versioned, table=True):
    """A phase as planned for this campaign; `start` may be open (schemes often give only an end)."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    code: str = Field(max_length=40)
    position: int
    name: str = Field(max_length=60)
    start: date | None = None
    end: date | None = None
    clause: str = Field(default="", max_length=200)
    conditions: dict[str, object] = document()  # entry and exit conditions, as in the library
    state: str = Field(default="planned", max_length=16)  # planned | open | closed
    opened_at: datetime | None = moment(nullable=True)
    closed_at: datetime | None = moment(nullable=True)
    exceptions: list[dict[str, object]] = document(
        list
    )  # units let off when the phase was closed, with reasons


class Deliverable(Row, table=True):
    """Something to be reported by a date; `kind` tells which records count as received.

    A campaign has one turn of kind self_inspection, which is answered on its checklist; further ones are reports.
    duty: its id in the scheme, the same for all turns of one that comes back; period: what this turn tells of
    (2026-05); words: when it is due, for a date that nobody can compute (每月, 及时). only: units that the scheme
    names, by their ids; empty where it asks all of the kinds.
    """

    __tablename__ = "deliverable"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_code: str = Field(max_length=40)
    code: str = Field(max_length=40)
    duty: str = Field(default="", max_length=40, index=True)
    period: str = Field(default="", max_length=20)
    name: str = Field(max_length=80)
    due: date | None = None
    words: str = Field(default="", max_length=120)
    clause: str = Field(default="", max_length=200)
    kind: str = Field(default="other", max_length=24)  # self_inspection | summary | other
    unit_kinds: list[str] = document(list)
    only: list[int] = document(list)


class CampaignUnit(Base, table=True):
    """A unit in the scope of a campaign."""

    __tablename__ = "campaign_unit"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
