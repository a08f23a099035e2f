"""Versions of its scheme that a campaign went by before: what was handed in under one is read by it for good."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from domain.library.library import Library
from domain.library.models.checklist import Category
from domain.library.models.scheme import Scheme
from models.campaign import Campaign
from services import clock
from services.libraries import known_parameters, read_library, scheme_of

KEPT = "earlier_versions"  # the name under which the campaign's parameters hold them, the oldest first


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version with what was chosen for it, and the moment when another one took its place."""

    library_id: int
    checksum: str
    parameters: Mapping[str, object]
    until: datetime


def with_one_more(
    campaign: Campaign, library_id: int, library: Library, parameters: Mapping[str, object]
) -> list[object]:
    """The earlier versions, now that one that was gone by until this moment becomes one of them."""
    one = {
        "library_id": library_id,
        "checksum": library.checksum,
        "parameters": known_parameters(library, parameters),
        "until": clock.now().isoformat(),
    }
    return [*_stored(campaign), one]


def scheme_at(campaign: Campaign, moment: datetime | None, *, session: Session) -> Scheme:
    """The scheme as it read for the campaign at a moment; None is now."""
    for one in _earlier(campaign) if moment is not None else ():
        if moment is not None and moment < one.until:
            return _scheme(one, session)
    return scheme_of(campaign, session=session)


def category_names(campaign: Campaign, *, session: Session) -> dict[str, str]:
    """Name of each risk category in the order of the scheme, then of those that only earlier versions had."""
    names: dict[str, str] = {}
    for group in every_category(campaign, session=session):
        names.setdefault(group.key, group.name)
    return names


def every_category(campaign: Campaign, *, session: Session) -> list[Category]:
    """Risk categories of the scheme, then those of each earlier version, the latest first; keys may come again."""
    earlier = (_scheme(one, session) for one in reversed(list(_earlier(campaign))))
    schemes = [scheme_of(campaign, session=session), *earlier]
    return [group for scheme in schemes for group in scheme.checklist.categories]


def _scheme(one: Earlier, session: Session) -> Scheme:
    return read_library(one.library_id, one.checksum, session=session).with_settings(dict(one.parameters))


def _earlier(campaign: Campaign) -> Iterator[Earlier]:
    for one in _stored(campaign):
        until = datetime.fromisoformat(one["until"])
        yield Earlier(one["library_id"], one["checksum"], one["parameters"], until)


def _stored(campaign: Campaign) -> list[dict[str, Any]]:
    """As the parameters hold them."""
    kept = campaign.parameters.get(KEPT, [])
    return list(kept) if isinstance(kept, list) else []
