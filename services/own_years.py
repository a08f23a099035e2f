"""The years of those whom a regime judges: the same for all, or from a date that is recorded of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from domain.library.own_dates import CONTRACT_END, CONTRACT_ENDS, CONTRACT_START
from domain.thresholds.years import CALENDAR, Years, years_from, years_of
from models.decision import Verdict
from models.measurement import Measurement
from models.provider import Contract, Provider
from models.register import RegisterEntry
from services.contract_days import contract_days
from services.period_order import last_day
from services.regimes import Regime, regime_of
from services.sides import Side


@dataclass(frozen=True, slots=True)
class PartyYears:
    """Years by party; `usual` are those of everybody else."""

    usual: Years = CALENDAR
    own: Mapping[int, Years] = field(default_factory=dict)

    def of(self, party_id: int | None) -> Years:
        """The years of one party."""
        return self.own.get(party_id or 0, self.usual)


_OF_CONTRACTS = frozenset({CONTRACT_START, CONTRACT_END, *CONTRACT_ENDS})
EVERYBODYS = PartyYears()  # those of the calendar


def years_of_parties(
    regime: Regime, side: Side, party_ids: Collection[int] | None = None, *, session: Session
) -> PartyYears:
    """The years of some parties, or of all. No statement unless each has years of its own, then one or two."""
    declared = regime.scheme.scheme.year_start
    key = declared.from_ if declared is not None else None
    if key is None:
        return PartyYears(years_of(regime.scheme))
    found = recorded_days(key, regime, side, session=session)
    wanted = found.keys() if party_ids is None else found.keys() & set(party_ids)
    return PartyYears(own={party: years_from(found[party]) for party in wanted})


def recorded_days(key: str, regime: Regime, side: Side, *, session: Session) -> dict[int, date]:
    """A standing date of everybody of a side of whom it is known, by party. One or two statements."""
    if side is Side.SUBJECT:
        found = dict(_registered(key, regime, session=session))
    elif key in _OF_CONTRACTS:
        found = dict(_contracted(key, regime, session=session))
    else:
        found = {}
    return found | dict(_measured(key, side, session=session))


def years_of_party(regime: Regime, side: Side, party_id: int | None, *, session: Session) -> Years:
    """The years of one party; those of the calendar where it has none of its own yet."""
    return years_of_parties(regime, side, [party_id or 0], session=session).of(party_id)


def end_of(verdict: Verdict, *, session: Session) -> date | None:
    """The last day of the period of which a verdict speaks, if it speaks of one."""
    if not verdict.period or verdict.regime_id is None:
        return None
    regime = regime_of(verdict.regime_id, session=session)
    side = Side.PROVIDER if verdict.provider_id is not None else Side.SUBJECT
    party = verdict.provider_id or verdict.subject_id
    years = years_of_party(regime, side, party, session=session)
    return last_day(verdict.period, regime.scheme.grains, years)


def _measured(key: str, side: Side, *, session: Session) -> Iterable[tuple[int, date]]:
    found = select(side.of(Measurement), Measurement.word).where(
        Measurement.metric == key, side.of(Measurement).is_not(None), col(Measurement.final),
        col(Measurement.superseded).is_(False),
    )  # fmt: skip
    for party, word in session.exec(found).all():
        yield party, date.fromisoformat(word)


def _registered(key: str, regime: Regime, *, session: Session) -> Iterable[tuple[int, date]]:
    found = select(RegisterEntry.subject_id, RegisterEntry.values).where(
        RegisterEntry.regime_id == regime.row.key, RegisterEntry.fact == key,
        col(RegisterEntry.superseded).is_(False),
    )  # fmt: skip
    for party, values in session.exec(found).all():
        yield party, date.fromisoformat(str(values["value"]))


def _contracted(key: str, regime: Regime, *, session: Session) -> Iterable[tuple[int, date]]:
    found = select(Contract).join(Provider, col(Provider.id) == col(Contract.provider_id))
    days = contract_days(session.exec(found.where(Provider.regime_id == regime.row.key)).all())
    return ((party, ends[0 if key == CONTRACT_START else 1]) for party, ends in days.items())
