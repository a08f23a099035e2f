"""The people behind a provider: who reads their names and telephones, and what the others read instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from domain.permissions import Role
from domain.survey_draws import masked
from domain.units import BODIES
from models.unit import Unit
from services.actor import Actor


@dataclass(frozen=True, slots=True)
class Persons:
    """Whether names are read whole; `masked` ones keep their first character."""

    known: bool

    def name(self, name: str) -> str:
        return name if self.known else masked(name)

    def sought(self, words: str, fields: Sequence[Any], people: Sequence[Any]) -> ColumnElement[bool]:
        """Condition: a field has the words, or the column of a person where those are read."""
        searched = (*fields, *people) if self.known else fields
        return or_(*(col(one).contains(words, autoescape=True) for one in searched))

    def phone(self, phone: str) -> str:
        return phone if self.known else ""


def persons_for(actor: Actor, *, session: Session) -> Persons:
    """Schools, hospitals, enterprises: they deal with the firm and need no names of its people."""
    if actor.role is not Role.TOWNSHIP:
        return Persons(known=True)
    kind = session.exec(select(Unit.kind).where(col(Unit.id) == actor.unit_id)).first()
    return Persons(known=kind not in BODIES)
