"""A balance that rules and a list read each month, beside the records behind it; a window around each record.

Run with `python -m benchmarks.balances`. Prints the processor time of judging a thousand providers by a balance and by
the records behind it, and their ratio; and how much longer twice as many records around each other take.
"""

import random
import time
from datetime import date, timedelta

from domain.library import load_files
from domain.thresholds import Engine, Facts, Row, Subject

PROVIDERS, SLIPS, RATIO, GROWTH = 1000, 12, 3, 6
FIRST, TODAY = date(2026, 1, 1), date(2027, 1, 5)
SCHEME = """
scheme: {id: balances, name: 积分, version: 1, region: 某区, issuer: 某局, purpose: 试}
documents: {main: {title: 某办法, issuer: 某局, effective: 2025-01-01, compared: 2026-01-01}}
facts: {slip: {name: 过失, kind: record, of: provider, fields: {size: {name: 几分, kind: number}}}}
"""
ON = "clause: 一, subject: provider, then: [{do: warn}]"
RULES = f"""
rules:
  - {{id: A, title: 甲, every: month, when: %s, {ON}}}
  - {{id: B, title: 乙, every: month, when: %s, {ON}}}
"""
BALANCE = """
balances:
  credit:
    name: 信用分
    of: provider
    base: 100
    floor: 0
    clause: 一
    limits: [{at_most: 6, within: month}]
    entries: [{id: e, title: 过失, clause: 一, on: slip, points: {product: [-1, size]}}]
lists:
  low:
    name: 低分名单
    of: provider
    every: month
    when: {value: credit, below: 90}
    lasts: {count: 1, unit: month}
    clause: 一
"""
TOTAL = "{value: {take: total, of: size, rows: slip, within: %s}, above: 20}"
BY_BALANCE = BALANCE + RULES % ("{value: credit, below: 80}", "{on_list: low}")
BY_RECORDS = RULES % (TOTAL % "ever", "{value: {count: slip, within: ever}, above: 10}")
SIX_MONTHS = TOTAL % "{count: 6, unit: month, around: row_date}"
AROUND = f"rules: [{{id: A, title: 半年, on: slip, when: {SIX_MONTHS}, {ON}}}]"


def slips(providers: int, each: int) -> Facts:
    """So many records of each provider within a year, the same on every run."""
    chance = random.Random(2026)  # noqa: S311 - repeatable figures, not secrets
    names = [f"p{number}" for number in range(providers)]
    rows = tuple(
        Row(
            "slip", name, FIRST + timedelta(days=chance.randrange(365)), fields={"size": chance.randint(1, 5)}
        )
        for name in names
        for _ in range(each)
    )
    return Facts(tuple(Subject(name, "provider") for name in names), rows=rows)


def judged(rules: str, facts: Facts) -> float:
    """The processor time of judging by some rules."""
    engine = Engine(load_files({"scheme.yaml": SCHEME + rules}))
    started = time.process_time()
    engine.evaluate(facts, TODAY)
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    facts = slips(PROVIDERS, SLIPS)
    plain, balance = judged(BY_RECORDS, facts), judged(BY_BALANCE, facts)
    print(f"{PROVIDERS} providers by records {plain:.2f} s, by a balance {balance:.2f} s of processor time")
    print(f"ratio {balance / plain:.1f} (at most {RATIO})")
    some, twice = (judged(AROUND, slips(1, each)) for each in (200, 400))
    print(f"around each of 200 records {some:.2f} s, of 400 {twice:.2f} s")
    print(f"growth {twice / some:.1f} (at most {GROWTH}; four times the pairs)")


if __name__ == "__main__":
    main()
