"""Storing verdicts: `python -m benchmarks.store_verdicts [PROVIDERS]`. Budget: 10 s for the first 1,000 providers.

The first run stores a verdict for every place of every provider and opens the cases that follow; the second
finds nothing changed.
"""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, insert, select

import migrations
from benchmarks.timing import counted
from domain.library import load_folder
from domain.permissions import Role
from domain.units import UnitKind
from models import engine
from models.account import Account
from models.audit import AuditEntry
from models.decision import Decision, Verdict
from models.measurement import Measurement
from models.provider import Contract, Provider
from models.unit import Unit
from services import clock, libraries
from services.actor import Actor
from services.regimes import start_regime
from services.verdicts import compute_verdicts

TODAY, YEAR, BUDGET = date(2026, 1, 10), 2025, 10.0
OFFICE = Actor(1, "欧办", Role.OFFICE, 2, "专项办")
_SCHEME = Path(__file__).resolve().parents[1] / "checklists" / "s4-1"
_OPEN = {"year": YEAR}


@contextmanager
def regime(providers: int) -> Iterator[int]:
    """A year of figures of so many providers under a scheme; yields the regime's id."""
    with TemporaryDirectory() as folder, clock.frozen(TODAY):
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrations.upgrade(url)
        bound = engine.use(url)
        with engine.transaction() as session:
            stored = libraries.store_library(load_folder(_SCHEME), "built_in", None, session=session)
            session.execute(insert(Unit), list(_units(providers)))
            session.execute(insert(Account), [_account()])
        values = {"name": "基准", "library_id": stored, "started_on": date(YEAR, 1, 1), "parameters": _OPEN}
        regime_id = start_regime(OFFICE, values)
        with engine.transaction() as session:
            session.execute(insert(Provider), [_provider(number, regime_id) for number in range(providers)])
            session.execute(insert(Contract), [_contract(number) for number in range(providers)])
            session.execute(insert(Measurement), list(_figures(providers)))
        yield regime_id
        bound.dispose()


def _units(providers: int) -> Iterator[dict[str, Any]]:
    yield {"id": 1, "name": "基准区", "kind": UnitKind.DISTRICT.value, "parent_id": None}
    yield {"id": 2, "name": "专项办", "kind": UnitKind.OFFICE.value, "parent_id": 1}
    yield {"id": 3, "name": "东镇", "kind": UnitKind.TOWNSHIP.value, "parent_id": 1}
    for number in range(providers):
        kind = UnitKind.PROVIDER.value
        yield {"id": 100 + number, "name": f"服务单位{number}", "kind": kind, "parent_id": 1}


def _account() -> dict[str, Any]:
    return {
        "id": 1, "username": "ouban", "name": "欧办", "role": Role.OFFICE.value, "unit_id": 2,
        "password_hash": "-", "created_at": clock.now(),
    }  # fmt: skip


def _provider(number: int, regime_id: int) -> dict[str, Any]:
    return {
        "id": number + 1, "unit_id": 100 + number, "name": f"服务单位{number}",
        "credit_code": f"{number:018d}", "legal_representative": "某人", "regime_id": regime_id,
        "created_at": clock.now(),
    }  # fmt: skip


def _contract(number: int) -> dict[str, Any]:
    return {
        "provider_id": number + 1, "number": f"HT-{number}", "title": "居家服务", "buyer": "区民政局",
        "start": date(YEAR, 1, 1), "end": date(YEAR + 1, 12, 31), "annual_fen": 40_000_000,
        "quarter_fen": 10_000_000, "created_at": clock.now(),
    }  # fmt: skip


def _figures(providers: int) -> Iterator[dict[str, Any]]:
    """A survey each quarter and the complaints of each month, the same on every run."""
    chance = random.Random(YEAR)  # noqa: S311 - repeatable figures, not secrets
    for number in range(providers):
        for quarter in range(1, 5):
            good = chance.randint(80, 100)
            parts = {"满意": good - 10, "基本满意": 10, "不满意": 100 - good, "frame": 100, "drawn": 100}
            yield _figure(number, "survey", f"{YEAR}Q{quarter}", kind="tally", parts=parts)
        for month in range(1, 13):
            bad = chance.randint(0, 60)
            yield _figure(number, "complaints", f"{YEAR}-{month:02d}", numerator=bad, denominator=1000)


def _figure(number: int, metric: str, period: str, **value: Any) -> dict[str, Any]:
    plain = {"kind": "ratio", "numerator": 0, "denominator": 1, "parts": {}}
    return {
        **plain, **value, "provider_id": number + 1, "metric": metric, "period": period,
        "reporting_unit_id": 3, "recorded_by": 1, "recorded_at": clock.now(),
    }  # fmt: skip


def main() -> None:
    """Measure the first run and one that changes nothing."""
    providers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    print(f"{providers:,} providers, SQLite; budget {BUDGET:.0f} s for the first run")
    with regime(providers) as regime_id:
        for name in ("first run", "nothing changed"):
            wall, processor = time.perf_counter(), time.process_time()
            with counted() as sent:
                changes = compute_verdicts(OFFICE, regime_id)
            took = time.process_time() - processor
            print(f"{name}: {time.perf_counter() - wall:.1f} s by the clock, {took:.1f} s of processor time, "
                  f"{len(sent)} statements, {len(changes):,} changes")  # fmt: skip
        with engine.reading() as session:
            for model in (Verdict, Decision, AuditEntry):
                print(
                    model.__tablename__, session.execute(select(func.count()).select_from(model)).scalar_one()
                )


if __name__ == "__main__":
    main()
