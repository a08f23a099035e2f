"""The engine's budget: all rules of a scheme over a thousand providers and twelve months, in a second.

Run with `python -m benchmarks.engine`. Prints the time of the judging and of telling every verdict.
"""

import random
import time
from collections import Counter
from datetime import date
from pathlib import Path

from domain.library import load_folder
from domain.thresholds import Engine, Facts, Reading, Subject

PROVIDERS, YEAR, BUDGET = 1000, 2025, 1.0
SCHEME = Path(__file__).resolve().parents[1] / "checklists" / "s4-1"


def year_of_facts(providers: int = PROVIDERS) -> Facts:
    """Surveys each quarter and complaints each month for some providers, the same on every run."""
    chance = random.Random(2025)  # noqa: S311 - repeatable figures, not secrets
    readings: list[Reading] = []
    for number in range(providers):
        name = f"p{number}"
        for quarter in range(1, 5):
            good = chance.randint(80, 100)
            counts = {"满意": good - 10, "基本满意": 10, "不满意": 100 - good}
            readings.append(Reading("survey", name, f"{YEAR}Q{quarter}", counts=counts))
            readings.append(Reading("quarter_funds", name, f"{YEAR}Q{quarter}", number=100_000))
        readings.append(Reading("year_funds", name, str(YEAR), number=400_000))
        for month in range(1, 13):
            bad, served = chance.randint(0, 60), 1000
            period = f"{YEAR}-{month:02d}"
            readings.append(Reading("complaints", name, period, "东镇", numerator=bad, denominator=served))
    subjects = tuple(Subject(f"p{number}", "provider") for number in range(providers))
    return Facts(subjects=subjects, readings=tuple(readings))


def main() -> None:
    """Measure and print."""
    facts, engine = year_of_facts(), Engine(load_folder(SCHEME))
    started = time.process_time()
    verdicts = engine.evaluate(facts, date(YEAR + 1, 1, 10))
    judged = time.process_time()
    told = sum(len(verdict.arithmetic) for verdict in verdicts)
    done = time.process_time()
    outcomes = Counter(str(verdict.outcome) for verdict in verdicts)
    print(f"{PROVIDERS} providers, {len(verdicts)} verdicts: {dict(outcomes)}")
    print(f"judged in {judged - started:.2f} s of processor time (budget {BUDGET:.0f} s)")
    print(f"told in {done - judged:.2f} s, {told} characters")


if __name__ == "__main__":
    main()
