"""Registers as the engine reads them: rows, figures, and for which days they are known to be complete."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import select
from sqlmodel import Session, col

from domain.absence import Span, joined, shared
from domain.library.models.facts import Fact as FactSpec
from domain.library.models.scheme import Scheme
from domain.several_kinds import includes
from domain.thresholds.facts import Check, Reading, Row
from domain.units import UnitKind
from models.register import AbsenceCheck, RegisterEntry
from services.record_fields import read_back
from services.verdict_sources import ENTRY, FROM_REGISTER, Source, Sources

_COLUMNS: tuple[Any, ...] = (
    col(RegisterEntry.id), col(RegisterEntry.fact), col(RegisterEntry.subject_id),
    col(RegisterEntry.provider_id), col(RegisterEntry.period), col(RegisterEntry.day),
    col(RegisterEntry.values).label("told"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registered:
    """What the registers say of some subjects; all name them by their id as text, `sources` those of readings."""

    readings: Sequence[Reading]
    rows: Sequence[Row]
    checks: Sequence[Check]
    sources: Sources


def registered(scheme: Scheme, subject_ids: Collection[int], *, session: Session) -> Registered:
    """Everything registered of these subjects. Two statements."""
    found = session.execute(
        select(*_COLUMNS)
        .where(col(RegisterEntry.subject_id).in_(subject_ids), col(RegisterEntry.superseded).is_(False))
        .order_by(col(RegisterEntry.id))
    ).all()
    readings: list[Reading] = []
    rows: list[Row] = []
    sources: dict[str, list[Source]] = defaultdict(list)
    for one in found:
        spec = scheme.facts.get(one.fact)
        if spec is None:
            continue
        if spec.kind != "record":
            readings.append(_reading(one, spec))
            sources[str(one.subject_id)].append(Source(one.id, one.fact, one.period, kind=ENTRY))
        elif one.day is not None:
            rows.append(_row(one, spec))
    return Registered(readings, rows, list(_checks(scheme, found, subject_ids, session=session)), sources)


def _row(one: SqlRow[Any], spec: FactSpec) -> Row:
    fields = {key: read_back(spec, key, value) for key, value in one.told.items()}
    return Row(one.fact, str(one.subject_id), one.day, fields=fields, id=f"{FROM_REGISTER}{one.id}")


def _reading(one: SqlRow[Any], spec: FactSpec) -> Reading:
    return Reading(one.fact, str(one.subject_id), one.period, **_value(one.told, spec.kind))


def _value(told: Mapping[str, Any], kind: str) -> dict[str, Any]:
    match kind:
        case "ratio":
            return {"numerator": told["numerator"], "denominator": told["denominator"]}
        case "number" | "amount":
            exact = Fraction(str(told["value"]))
            return {"number": exact.numerator if exact.denominator == 1 else exact}
        case "flag":
            return {"flag": bool(told["value"])}
        case "date":
            return {"day": date.fromisoformat(str(told["value"]))}
    return {"text": str(told["value"])}


def _checks(
    scheme: Scheme, entries: Iterable[SqlRow[Any]], subject_ids: Collection[int], *, session: Session
) -> Iterable[Check]:
    """Days for which a subject's records are all there: by itself, or with everybody its provider serves."""
    asked = [key for key, spec in scheme.facts.items() if spec.absence == "checked" and spec.registered]
    if not asked:
        return
    served: dict[tuple[str, int], set[int]] = defaultdict(set)
    for one in entries:
        if one.provider_id is not None:
            served[one.fact, one.subject_id].add(one.provider_id)
    of_provider, of_subject = _looked_at(asked, subject_ids, served, session=session)
    for fact in asked:
        for subject_id in subject_ids:
            spans = _complete(of_provider, fact, served.get((fact, subject_id), set()))
            for since, through in joined([*spans, *of_subject.get((fact, subject_id), ())]):
                yield Check(fact, str(subject_id), through, since)


_Looked = dict[tuple[str, int], list[Span]]


def _looked_at(
    asked: Sequence[str],
    subject_ids: Collection[int],
    served: Mapping[tuple[str, int], set[int]],
    *,
    session: Session,
) -> tuple[_Looked, _Looked]:
    providers = {provider for many in served.values() for provider in many}
    found = session.execute(
        select(AbsenceCheck).where(
            col(AbsenceCheck.fact).in_(asked),
            col(AbsenceCheck.provider_id).in_(providers) | col(AbsenceCheck.subject_id).in_(subject_ids),
            col(AbsenceCheck.withdrawn_reason) == "",
        )
    ).scalars()
    of_provider: _Looked = defaultdict(list)
    of_subject: _Looked = defaultdict(list)
    for one in found:
        span = (one.since or date.min, one.through)
        if one.provider_id is not None:
            of_provider[one.fact, one.provider_id].append(span)
        elif one.subject_id is not None:
            of_subject[one.fact, one.subject_id].append(span)
    return of_provider, of_subject


def _complete(looked: _Looked, fact: str, providers: Collection[int]) -> list[Span]:
    """Somebody served by two providers is known where both were looked at."""
    spans: list[Span] | None = None
    for provider in sorted(providers):
        own = joined(looked.get((fact, provider), ()))
        spans = own if spans is None else shared(spans, own)
    return spans or []


def checks_of_providers(
    scheme: Scheme, provider_ids: Collection[int], *, session: Session
) -> Iterable[Check]:
    """Who looked for records of the providers themselves. One statement."""
    asked = [
        key
        for key, one in scheme.facts.items()
        if one.absence == "checked" and one.registered and includes(one.of, UnitKind.PROVIDER)
    ]
    if not asked:
        return
    found = session.execute(
        select(AbsenceCheck).where(
            col(AbsenceCheck.fact).in_(asked), col(AbsenceCheck.provider_id).in_(provider_ids),
            col(AbsenceCheck.withdrawn_reason) == "",
        )
    ).scalars()  # fmt: skip
    looked: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for one in found:
        looked[one.fact, one.provider_id or 0].append((one.since or date.min, one.through))
    for (fact, provider_id), spans in looked.items():
        for since, through in joined(spans):
            yield Check(fact, str(provider_id), through, since)
