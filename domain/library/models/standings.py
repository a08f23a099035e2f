"""Conditions that ask how another entry stands, a person has judged, or the subject is placed."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from domain.library.models.base import EntryId, Key, Kinds, Strict, Text


def one_or_more_names(raw: Any) -> Any:
    """One name is written without a list."""
    return [raw] if isinstance(raw, str) else raw


class Triggered(Strict):
    """Another rule was met for the same subject and period, by itself or as a lighter alternative.

    With `tier` it came out in that tier, whether or not anything follows from it.
    """

    triggered: EntryId
    tier: Text | None = None


class Met(Strict):
    """A duty, target or time limit was kept; a deliverable came in on time."""

    met: EntryId


class Owed(Strict):
    """A duty had to be done at all, neither excepted nor with nothing required; a time limit concerns the record."""

    owed: EntryId


class Filed(Strict):
    """A deliverable has come in, on time or late."""

    filed: EntryId


class Judged(Strict):
    """Human words without a number (情节严重): true or false only by a named person's answer."""

    judgement: Key
    asks: Text


class OnList(Strict):
    """The subject stands on a list at the moment; `already` the day before (名单期间再犯, 当天列入的不算)."""

    on_list: Key
    already: bool | None = None


class IsA(Strict):
    """The subject is of a kind, where an entry is on several (of the township, not of the department)."""

    is_a: Kinds


class IsNamed(Strict):
    """The subject is one of those named: it is called so, or its name ends so (云溪区财政局 is 区财政局)."""

    is_named: Annotated[tuple[Text, ...], BeforeValidator(one_or_more_names), Field(min_length=1)]
