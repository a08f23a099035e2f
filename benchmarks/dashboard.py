"""Dashboards at 100,000 findings: `python -m benchmarks.dashboard [COUNT]`. Budget: 10 statements, 100 ms."""

import sys
from collections.abc import Callable
from functools import partial

from benchmarks.many_findings import OFFICE, TOWNSHIP, ledger
from benchmarks.timing import Measured, measure
from domain.permissions import Role
from services.actor import Actor
from services.campaign_overview import overview
from services.dashboard import dashboard
from services.provider_comparison import compare_providers
from services.todo import count_waiting, list_todo
from services.unit_comparison import compare_units

BUDGET_MS, BUDGET_STATEMENTS = 100, 10
LEADER = Actor(3, "凌导", Role.LEADER, 1, "某区")


def run(count: int) -> list[Measured]:
    """Measure every page that adds up or looks through all findings."""
    with ledger(count) as campaign_id:
        pages: dict[str, Callable[[], object]] = {
            "dashboard": partial(dashboard, LEADER),
            "dashboard, as a township": partial(dashboard, TOWNSHIP),
            "overview of the campaign": partial(overview, LEADER, campaign_id),
            "townships side by side": partial(compare_units, LEADER, campaign_id),
            "providers side by side": partial(compare_providers, LEADER, campaign_id),
            "what is due, office": partial(list_todo, OFFICE),
            "what is due, township": partial(list_todo, TOWNSHIP),
            "counts of the navigation, office": partial(count_waiting, OFFICE),
            "counts of the navigation, township": partial(count_waiting, TOWNSHIP),
        }
        return [measure(name, page) for name, page in pages.items()]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{count:,} findings, SQLite; budget {BUDGET_MS} ms, {BUDGET_STATEMENTS} statements")
    for measured in run(count):
        print(measured)


if __name__ == "__main__":
    main()
