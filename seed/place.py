"""What the story knows while it is told: people, units, providers, the campaign."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random

from sqlmodel import Session

from domain.permissions import Role
from domain.self_completeness import Category
from domain.units import UnitKind
from models.campaign import Campaign
from seed.diary import Diary
from seed.names import Names
from services import libraries
from services.actor import Actor


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit of the district; `township` is its own name for a township, "" for a provider."""

    id: int
    name: str
    kind: UnitKind
    township: str = ""


@dataclass
class Place:
    """The district. Filled as the story goes on; `random` decides what happens."""

    diary: Diary
    names: Names
    random: Random
    name: str
    people: dict[str, Actor] = field(default_factory=dict)  # by log-in name
    spots: dict[str, Spot] = field(default_factory=dict)  # by unit name
    providers: dict[str, int] = field(default_factory=dict)  # unit name → provider
    taken: str = ""  # the log-in name of the first administrator, in small letters
    campaign_id: int = 0
    gone: set[int] = field(default_factory=set)  # findings that became leads: nothing more happens to them
    _items: dict[UnitKind, tuple[Category, ...]] = field(default_factory=dict)

    def login(self, name: str) -> str:
        """The log-in name of somebody in the story: another one when the first administrator has it."""
        return f"{name}-2" if name == self.taken else name

    def of_kind(self, kind: UnitKind) -> list[Spot]:
        """All units of a kind, in the order in which they were made."""
        return [spot for spot in self.spots.values() if spot.kind is kind]

    def with_role(self, role: Role) -> list[Actor]:
        """All people of a role."""
        return [person for person in self.people.values() if person.role is role]

    def later(self, day: date, chapter: str, act: partial[None]) -> None:
        """Something about one finding (the first argument), unless it became a lead before that day."""

        def unless_gone(session: Session) -> None:
            if act.args[0] not in self.gone:
                act(session)

        self.diary.write(self.diary.workday(day), chapter, unless_gone)

    @property
    def office(self) -> Actor:
        """Who runs the campaign."""
        return self.people["office1"]

    @property
    def second_office(self) -> Actor:
        """Who reviews results and strikes off."""
        return self.people["office2"]

    @property
    def leader(self) -> Actor:
        """Who approves."""
        return self.people["leader1"]

    def clerk(self, spot: Spot) -> Actor:
        """Who writes for a unit: its own people, else the clerk of its township."""
        own = [person for person in self.people.values() if person.unit_id == spot.id]
        return own[0] if own else self.clerk(self.spots[spot.township])

    def head(self, spot: Spot) -> Actor:
        """Who reviews for the township of a village: not the one who writes."""
        own = [person for person in self.people.values() if person.unit_id == self.spots[spot.township].id]
        return own[-1]

    def checklist(self, kind: UnitKind, session: Session) -> tuple[Category, ...]:
        """What is asked of a kind of unit in the campaign."""
        if kind not in self._items:
            campaign = session.get_one(Campaign, self.campaign_id)
            self._items[kind] = libraries.checklist(campaign, kind, session=session)
        return self._items[kind]
