"""The money of contracts as figures that rules take percentages of.

A scheme that takes percentages of project funds declares them as `quarter_funds` and `year_funds`. What the
office records for a period wins; without a record they are those of the contracts that ran in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from domain.library.models.facts import Fact
from domain.thresholds import spans
from domain.thresholds.facts import Reading
from domain.thresholds.years import Years
from models.provider import Contract
from services.contract_days import last_day
from services.own_years import PartyYears

FUNDS = {"quarter_funds": ("quarter", "quarter_fen"), "year_funds": ("year", "annual_fen")}


def contract_readings(
    specs: Mapping[str, Fact],
    contracts: Iterable[Contract],
    known: set[tuple[str, str, str]],
    years: PartyYears,
) -> list[Reading]:
    """Readings for the funds that the scheme declares; those in `known` (fact, subject, period) are left out."""
    wanted = [key for key in FUNDS if key in specs and specs[key].kind == "amount"]
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for contract in contracts:
        for key in wanted:
            grain, column = FUNDS[key]
            fen: int = getattr(contract, column)
            for period in _periods(contract, grain, years.of(contract.provider_id)):
                sums[key, str(contract.provider_id), period] += fen
    return [
        Reading(key, subject, period, number=Fraction(fen, 100))
        for (key, subject, period), fen in sums.items()
        if fen and (key, subject, period) not in known
    ]


def _periods(contract: Contract, grain: str, years: Years) -> Iterator[str]:
    first, last = years.begun(contract.start, grain), years.begun(last_day(contract), grain)
    return (spans.text_of(grain, index) for index in range(first, last + 1))
