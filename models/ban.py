"""The register of bans (禁入) and suspensions (暂停), their early release, and who was let through one."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Row, Versioned, document, moment


class Ban(Versioned, table=True):
    """A bar on a provider, on its legal representative and on whoever has the same controller.

    No end means permanent or, when `permanent` is false, that the rule states no term. What it reaches is
    narrowed by `purposes` (`services.enforcement.Purpose`), `area` (unit ids) and `service`; empty is all.
    """

    __tablename__ = "ban"

    decision_id: int = Field(foreign_key="decision.id", index=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    credit_code: str = Field(max_length=18, index=True)
    legal_representative: str = Field(max_length=40)
    representative_id_hash: str = Field(default="", max_length=64, index=True)
    controller: str = Field(default="", max_length=100, index=True)
    rule: str = Field(max_length=40)
    clause: str = Field(max_length=200)
    kind: str = Field(default="ban", max_length=8)  # ban | suspend
    scope: str = Field(max_length=200)  # in the words of the rule
    purposes: list[str] = document(list)
    area: list[int] = document(list)
    service: str = Field(default="", max_length=100)
    start: date
    end: date | None = None
    permanent: bool = Field(default=False)
    term: str = Field(default="", max_length=40)  # the term in words, as the rule states it
    released_on: date | None = None
    release_reason: str = Field(default="", max_length=2000)
    revoked_on: date | None = None  # the decision itself was taken back


class BanRelease(Versioned, table=True):
    """A request to end a ban early: asked → granted | refused, by somebody else."""

    __tablename__ = "ban_release"

    ban_id: int = Field(foreign_key="ban.id", index=True)
    state: str = Field(default="asked", max_length=8, index=True)
    reason: str = Field(max_length=2000)
    asked_by: int = Field(foreign_key="account.id")
    asked_at: datetime = moment()
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = moment(nullable=True)
    opinion: str = Field(default="", max_length=2000)


class BanOverride(Row, table=True):
    """A leader lets a barred provider through once, for one purpose; it stays on the dashboard."""

    __tablename__ = "ban_override"

    ban_id: int = Field(foreign_key="ban.id", index=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    purpose: str = Field(max_length=16)  # contract | extend | renew | pool | draw | settlement
    account_id: int = Field(foreign_key="account.id")
    reason: str = Field(max_length=2000)
    at: datetime = moment()
    used_at: datetime | None = moment(nullable=True)
    contract_id: int | None = Field(default=None, foreign_key="contract.id")
