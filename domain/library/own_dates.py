"""Reports that are due by a date of each unit's own (合同届满前、领证满一年时): which dates they hang on."""

from collections.abc import Iterator

from domain.library.models.campaign import Deliverable
from domain.library.models.scheme import Scheme
from domain.library.named_days import names_in
from domain.units import UnitKind

CONTRACT_ENDS = ("合同届满", "合同期满")  # events whose day the contracts of a provider tell
CONTRACT_START, CONTRACT_END = (
    "contract_start",
    "contract_end",
)  # dates that they tell, where a scheme declares them


def own_dates(scheme: Scheme, one: Deliverable) -> tuple[str, ...]:
    """The dates of the unit on which the last day of a report hangs; none where it is the same for everybody."""
    if one.repeats is not None or one.due is None:
        return ()
    return tuple(dict.fromkeys(_own(scheme, one)))


def _own(scheme: Scheme, one: Deliverable) -> Iterator[str]:
    for name in names_in(one.due):
        fact = scheme.facts.get(name)
        standing = fact is not None and fact.kind == "date" and fact.every is None
        if standing or (name in CONTRACT_ENDS and UnitKind.PROVIDER in one.who):
            yield name


def what_to_register(scheme: Scheme, name: str) -> str:
    """What somebody has to record so that such a date is known: 服务合同, “领证日”."""
    if name in CONTRACT_ENDS:
        return "服务合同"
    fact = scheme.facts[name]
    return f"“{fact.name}”{'（或者服务合同）' if name in (CONTRACT_START, CONTRACT_END) else ''}"
