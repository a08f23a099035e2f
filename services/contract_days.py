"""The days of contracts as dates of a provider: those that a scheme declares and nobody recorded, and events of terms.

Of several contracts it is the one in force today that ends first and has not been renewed; without one in force the
last that was.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.library.models.facts import Fact
from domain.library.own_dates import CONTRACT_END, CONTRACT_ENDS, CONTRACT_START
from domain.thresholds.facts import Reading
from models.provider import Contract
from services import clock


def contract_days(contracts: Iterable[Contract]) -> dict[int, tuple[date, date]]:
    """First and last day of the contract that counts, by provider."""
    rows = list(contracts)
    renewed, today = {row.renews_id for row in rows if row.renews_id is not None}, clock.today()
    found: dict[int, Contract] = {}
    for row in sorted(rows, key=lambda row: (row.start, row.key)):
        known = found.get(row.provider_id)
        if known is None or _rank(row, renewed, today) >= _rank(known, renewed, today):
            found[row.provider_id] = row
    return {key: (row.start, last_day(row)) for key, row in found.items()}


def _rank(row: Contract, renewed: set[int], today: date) -> tuple[int, int]:
    """In force and not renewed before others; of these the one that ends first, of the others the last one."""
    end = last_day(row).toordinal()
    if row.start <= today <= last_day(row) and row.key not in renewed:
        return 2, -end
    return int(row.start <= today), end


def contract_events(days: Mapping[int, tuple[date, date]]) -> dict[str, dict[str, date]]:
    """When the contract of each provider runs out, as events."""
    return {str(key): dict.fromkeys(CONTRACT_ENDS, end) for key, (_, end) in days.items()}


def contract_dates(
    specs: Mapping[str, Fact], days: Mapping[int, tuple[date, date]], known: set[tuple[str, str, str]]
) -> list[Reading]:
    """The dates that the scheme declares as those of the contract, where nobody recorded others."""
    wanted = [
        (key, at)
        for at, key in enumerate((CONTRACT_START, CONTRACT_END))
        if key in specs and specs[key].kind == "date" and specs[key].every is None
    ]
    return [
        Reading(key, str(party), "", day=ends[at])
        for party, ends in days.items()
        for key, at in wanted
        if (key, str(party), "") not in known
    ]


def last_day(contract: Contract) -> date:
    """The day on which a contract really ended, or will."""
    return min(contract.end, contract.ended_on) if contract.ended_on else contract.end
