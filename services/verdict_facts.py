"""From rows to the plain facts that the engine reads: a few wide reads, whatever the number of providers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import select
from sqlmodel import Session, col

from domain.library.models.facts import Fact as FactSpec
from domain.surveys import DRAWN, FRAME, REQUIRED
from domain.thresholds.facts import Facts, Judgement, Reading, Row, Subject
from models.measurement import Fact, Measurement
from models.measurement import Judgement as Answer
from models.provider import Contract, Provider
from services.contract_days import contract_dates, contract_days, contract_events
from services.contract_figures import contract_readings
from services.decision_facts import decided_rows
from services.filed_reports import asked_filings, filed_reports
from services.ledger_facts import Parties, ledger_rows
from services.measurement_values import PERCENT
from services.own_years import years_of_parties
from services.record_fields import read_back
from services.regimes import PROVIDER, Regime
from services.register_facts import checks_of_providers
from services.sampling import sample_readings
from services.score_facts import marks_given
from services.sides import Side
from services.verdict_sources import Source, Sources, merged, sources_of_rows

_COLUMNS = (
    col(Measurement.id), col(Measurement.metric), col(Measurement.period),
    col(Measurement.reporting_unit_id), col(Measurement.numerator), col(Measurement.denominator),
    col(Measurement.word), col(Measurement.parts), col(Measurement.final), col(Measurement.happened_on),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """Facts of some providers, and which rows they came from."""

    facts: Facts
    sources: Sources = field(default_factory=dict)


def gather(regime: Regime, provider_ids: Collection[int], *, session: Session) -> Gathered:
    """Everything recorded of these providers that the regime's scheme reads. Six statements, a few more where asked."""
    contracts = _contracts(provider_ids, session=session)
    specs = regime.facts
    readings, sources = measured(Side.PROVIDER, provider_ids, specs, session=session)
    known = {(one.fact, one.subject, one.period) for one in readings}
    years = years_of_parties(regime, Side.PROVIDER, provider_ids, session=session)
    readings += contract_readings(specs, contracts, known, years)
    days = contract_days(contracts)
    readings += contract_dates(specs, days, known)
    units = _units(regime, provider_ids, session=session)
    filed = filed_reports(regime, PROVIDER, units, session=session)
    mine = {int(key): key for key in units.values()}
    problems = ledger_rows(regime, Parties(PROVIDER, units, mine), session=session)
    decided = decided_rows(regime, Side.PROVIDER, dict.fromkeys(provider_ids, PROVIDER), session=session)
    rows = (*proven(Side.PROVIDER, provider_ids, specs, session=session), *filed.rows, *problems, *decided)
    facts = Facts(
        subjects=tuple(_subjects(provider_ids, contracts, session=session)),
        readings=tuple(readings),
        rows=rows,
        judgements=tuple(answers(Side.PROVIDER, provider_ids, session=session)),
        checks=tuple(checks_of_providers(regime.scheme, provider_ids, session=session)),
        marks=marks_given(regime, Side.PROVIDER, provider_ids, session=session),
        kept_since=regime.row.started_on,
        moved=filed.moved,
        events=contract_events(days),
    )
    return Gathered(facts, merged(sources, sources_of_rows(rows, regime.scheme)))


def _units(regime: Regime, provider_ids: Collection[int], *, session: Session) -> dict[int, str]:
    """The units of providers, where somebody asks what they filed or what was found with them."""
    asked = any(one.of == PROVIDER for one in asked_filings(regime).values())
    if not asked and not any(one.from_ for one in regime.facts.values()):
        return {}
    found = select(col(Provider.unit_id), col(Provider.id)).where(col(Provider.id).in_(provider_ids))
    return {unit_id: str(key) for unit_id, key in session.execute(found)}


def measured(
    side: Side, ids: Collection[int], specs: Mapping[str, FactSpec], *, session: Session
) -> tuple[list[Reading], dict[str, list[Source]]]:
    """Figures of these parties as readings, and the rows that they came from by party. One statement."""
    readings: list[Reading] = []
    sources: dict[str, list[Source]] = defaultdict(list)
    party = side.of(Measurement)
    found = select(party.label("party"), *_COLUMNS).where(
        party.in_(ids), col(Measurement.superseded).is_(False)
    )
    for one in session.execute(found):
        spec = specs.get(one.metric)
        if spec is not None and spec.kind != "record":
            readings.append(_reading(one, spec))
            readings += sample_readings(specs, one.metric, readings[-1], one.parts)
            source = Source(one.id, one.metric, one.period, str(one.reporting_unit_id))
            sources[str(one.party)].append(source)
    return readings, sources


def _contracts(provider_ids: Collection[int], *, session: Session) -> list[Contract]:
    found = select(Contract).where(col(Contract.provider_id).in_(provider_ids))
    return list(session.execute(found).scalars())


def _subjects(
    provider_ids: Collection[int], contracts: Iterable[Contract], *, session: Session
) -> Iterable[Subject]:
    since: dict[int, date] = {}
    for contract in contracts:
        since[contract.provider_id] = min(contract.start, since.get(contract.provider_id, contract.start))
    found = select(col(Provider.id), col(Provider.name)).where(col(Provider.id).in_(provider_ids))
    for provider_id, name in session.execute(found):
        yield Subject(str(provider_id), PROVIDER, name, since=since.get(provider_id))


def _reading(one: SqlRow[Any], spec: FactSpec) -> Reading:
    """One row as the engine reads it, by the kind that the scheme gives it."""
    unit = str(one.reporting_unit_id) if spec.by else None
    told = {"day": one.happened_on} | _value(one, spec.kind)
    return Reading(one.metric, str(one.party), one.period, unit, final=one.final, **told)


def _value(one: SqlRow[Any], kind: str) -> dict[str, Any]:
    match kind:
        case "ratio" if one.word == PERCENT:
            return {"number": Fraction(one.numerator, one.denominator)}
        case "ratio":
            return {"numerator": one.numerator, "denominator": one.denominator}
        case "amount":
            return {"number": Fraction(one.numerator, 100)}
        case "number":
            return {"number": Fraction(one.numerator, one.denominator)}
        case "rank":
            return {
                "rank": one.numerator,
                "out_of": one.denominator if one.denominator >= one.numerator else None,
            }
        case "flag":
            return {"flag": bool(one.numerator)}
        case "tally":
            about = {FRAME, DRAWN, REQUIRED}
            return {"counts": {word: count for word, count in one.parts.items() if word not in about}}
        case "date":
            return {"day": date.fromisoformat(one.word)}
    return {"text": one.word}


def proven(
    side: Side, ids: Collection[int], specs: Mapping[str, FactSpec], *, session: Session
) -> Iterable[Row]:
    """Records of these parties: what was found and proven and not taken back. One statement."""
    found = select(Fact).where(side.of(Fact).in_(ids), col(Fact.withdrawn_reason) == "")
    for one in session.execute(found.order_by(col(Fact.id))).scalars():
        spec = specs.get(one.event)
        if spec is not None and spec.kind == "record":
            fields = {key: read_back(spec, key, value) for key, value in one.fields.items()}
            day = date.fromisoformat(one.happened_on)
            party = str(getattr(one, side.column))
            yield Row(one.event, party, day, fields=fields, id=str(one.id))


def answers(side: Side, ids: Collection[int], *, session: Session) -> Iterable[Judgement]:
    """What people answered to the words of rules; an answer for one reporting unit goes first."""
    found = select(Answer).where(side.of(Answer).in_(ids), col(Answer.superseded).is_(False))
    for one in session.execute(
        found.order_by(col(Answer.reporting_unit_id).is_(None), col(Answer.id))
    ).scalars():
        unit = str(one.reporting_unit_id) if one.reporting_unit_id is not None else None
        yield Judgement(
            one.question, str(getattr(one, side.column)), one.answer, one.judged_by, one.reason, one.period,
            one.day, unit,
        )  # fmt: skip
