"""The ledger page at 100,000 findings: `python -m benchmarks.ledger [COUNT]`. Budget: 5 statements, 50 ms."""

import sys
from functools import partial

from benchmarks.many_findings import OFFICE, TOWNSHIP, ledger
from benchmarks.timing import Measured, measure
from domain.traffic_lights import Light
from domain.workflow import State
from services.actor import Actor
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery

BUDGET_MS, BUDGET_STATEMENTS = 50, 5


def views(campaign_id: int) -> dict[str, tuple[Actor, LedgerQuery]]:
    """Ways in which people look at a ledger."""
    query = partial(LedgerQuery, campaign_id)
    return {
        "first page": (OFFICE, query()),
        "page 1,000": (OFFICE, query(page=1000)),
        "overdue, by due date": (OFFICE, query(light=Light.RED, sort="due")),
        "by due date": (OFFICE, query(sort="due")),
        "by amount": (OFFICE, query(sort="-amount")),
        "by state": (OFFICE, query(sort="state")),
        "one township, three categories": (OFFICE, query(unit_id=3, categories=("r1", "r2", "r3"))),
        "closed, by day of finding": (OFFICE, query(states=(State.CLOSED,), sort="-found_on")),
        "free text, few hits": (OFFICE, query(text="JZ2026-00777")),
        "free text, many hits": (OFFICE, query(text="专项资金")),
        "as a township": (TOWNSHIP, query()),
        "as a township, by due date": (TOWNSHIP, query(sort="due")),
    }


def run(count: int) -> list[Measured]:
    """Measure every view."""
    with ledger(count) as campaign_id:
        return [
            measure(name, partial(read_ledger, actor, query))
            for name, (actor, query) in views(campaign_id).items()
        ]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{count:,} findings, SQLite; budget {BUDGET_MS} ms, {BUDGET_STATEMENTS} statements")
    for measured in run(count):
        print(measured)


if __name__ == "__main__":
    main()
