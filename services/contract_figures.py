"""The money of contracts as figures that rules take percentages of."""

from collections.abc import Iterable, Mapping

from domain.library.models.facts import Fact
from domain.thresholds.facts import Reading
from models.provider import Contract


def contract_readings(
    specs: Mapping[str, Fact], contracts: Iterable[Contract], known: set[tuple[str, str, str]]
) -> list[Reading]:
    """Readings for the amounts that contracts tell; what was measured (`known`) wins."""
    return []
