"""Rows of several registers looked at as one, and since when all of these were looked through."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce

from domain.absence import Span, joined, shared
from domain.library.models.joined import REGISTER
from domain.library.models.scheme import Scheme
from domain.thresholds.facts import Check, Row


def with_joined_rows(scheme: Scheme, rows: Iterable[Row]) -> Iterable[Row]:
    """Every row, and once more for each record that is put together of its kind and others."""
    of = defaultdict[str, list[str]](list)
    for key, fact in scheme.facts.items():
        for part in fact.parts:
            of[part].append(key)
    return _joined(scheme, rows, of) if of else rows


def _joined(scheme: Scheme, rows: Iterable[Row], of: Mapping[str, list[str]]) -> Iterator[Row]:
    for row in rows:
        yield row
        for key in of.get(row.fact, ()):
            yield replace(row, fact=key, fields={**row.fields, REGISTER: scheme.facts[row.fact].name})


def with_joined_checks(scheme: Scheme, checks: tuple[Check, ...]) -> Iterator[Check]:
    """Every check, and those of records put together: where somebody looked for each kind that asks for it."""
    yield from checks
    for key, fact in scheme.facts.items():
        asked = [part for part in fact.parts if scheme.facts[part].absence == "checked"]
        for subject in sorted({one.subject for one in checks if one.fact in asked}):
            looked = (_looked(checks, part, subject) for part in asked)
            for since, through in reduce(shared, looked):
                yield Check(key, subject, through, since)


def _looked(checks: tuple[Check, ...], part: str, subject: str) -> list[Span]:
    own = (one for one in checks if one.fact == part and one.subject == subject)
    return joined((one.since or date.min, one.through) for one in own)
