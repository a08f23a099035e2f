"""Who is acting: what every use case takes first."""

from dataclasses import dataclass

from domain.permissions import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with a role in a unit; made by `services.sessions` from a valid session only."""

    account_id: int
    name: str
    role: Role
    unit_id: int
    unit_name: str
