"""What a re-base stands on: the campaign as it runs, the version it has and the version it would move to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pydantic import Field
from sqlmodel import Session, select

from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.forms import Form
from domain.library.library import Library
from domain.library.models.scheme import Scheme
from models.campaign import Campaign, Deliverable
from services import clock
from services.calendars import work_calendar
from services.campaign_plan import SELF_INSPECTION, Plan, library_version, make_plan
from services.default_terms import TERMS
from services.earlier_versions import KEPT, with_one_more
from services.libraries import known_parameters

T = TypeVar("T")


class Treatment(StrEnum):
    """What happens to running deadlines whose rule is another one in the new version."""

    ALL = "all"
    LONGER = "longer"
    KEEP = "keep"


TREATMENT_NAMES = {
    Treatment.ALL: "全部按新版重算",
    Treatment.LONGER: "只重算期限变长的，变短的保留原期限",
    Treatment.KEEP: "全部保留原期限，新交办的才按新版",
}


class Choices(Form):
    """What the office chose for a re-base.

    parameters: open places and settings of the new version; what is not given stays as it was chosen before.
    categories: where open findings of a category go that the new version no longer has.
    regime_ids: regimes of the same scheme that move along.
    """

    library_id: int
    parameters: dict[str, object] = Field(default_factory=dict)
    deadlines: Treatment = Treatment.ALL
    categories: dict[str, str] = Field(default_factory=dict)
    regime_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A version as it reads with the campaign's parameters, and what it makes of the campaign's year."""

    library_id: int
    library: Library
    version: str
    parameters: Mapping[str, object]
    scheme: Scheme
    plan: Plan


@dataclass(frozen=True, slots=True)
class Ground:
    """Both versions side by side."""

    campaign: Campaign
    old: Side
    new: Side
    calendar: WorkCalendar


def ground_of(campaign: Campaign, choices: Choices, *, session: Session) -> Ground:
    """`Invalid` unless the version is another one of the same scheme. Five statements at most."""
    old = side_of(campaign, campaign.library_id, campaign.parameters, session=session)
    library, _ = library_version(choices.library_id, session=session)
    require_other(old.library, library)
    given = {key: value for key, value in choices.parameters.items() if value not in (None, "")}
    parameters = {**carried(campaign.parameters, library), **given}
    new = side_of(campaign, choices.library_id, parameters, session=session)
    return Ground(campaign, old, new, work_calendar(session=session))


def require_other(old: Library, new: Library) -> None:
    """`Invalid` unless it is another version of the same scheme."""
    if old.id != new.id:
        raise Invalid({"library_id": "只能换到同一个方案的其他版本"})
    if old.checksum == new.checksum:
        raise Invalid({"library_id": "现在用的就是这个版本"})


def side_of(
    campaign: Campaign, library_id: int, parameters: Mapping[str, object], *, session: Session
) -> Side:
    """One version with these parameters."""
    library, version = library_version(library_id, session=session)
    known = known_parameters(library, parameters)
    found = select(Deliverable.code).where(
        Deliverable.campaign_id == campaign.key, Deliverable.kind == SELF_INSPECTION
    )
    plan = make_plan(
        library_id, campaign.year, known, since=clock.local(campaign.created_at).date(),
        checklist=session.exec(found).first() or "", session=session,
    )  # fmt: skip
    return Side(library_id, library, version, known, library.with_settings(known), plan)


def carried(parameters: Mapping[str, object], library: Library) -> dict[str, object]:
    """What was filled in and chosen before, as far as the version still asks for it and offers it."""
    settings = library.scheme.settings
    known = known_parameters(library, parameters)
    return {
        key: value for key, value in known.items() if key not in settings or value in settings[key].options
    }


def stored_parameters(ground: Ground, terms: Mapping[str, object]) -> dict[str, object]:
    """The campaign's parameters afterwards: those of the new version, and what the system keeps beside them."""
    scheme = ground.old.library.scheme
    asked = {*scheme.open, *scheme.settings, TERMS}
    beside = {key: value for key, value in ground.campaign.parameters.items() if key not in asked}
    old = ground.old
    earlier = with_one_more(ground.campaign, old.library_id, old.library, old.parameters)
    return {**beside, **ground.new.parameters, KEPT: earlier, TERMS: dict(terms)}


def three_way(current: T, old: T, new: T) -> T:
    """The new version's value, unless the office has set another one than the old version had."""
    return new if current == old else current
