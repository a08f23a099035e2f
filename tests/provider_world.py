"""A district with providers under a trial scheme, and short ways to give them figures.

supply = provider_world.build()
supply.survey("2026Q1", satisfied=8999, of=10000)
supply.verdict("T-19a", "2026Q1")
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from models import engine
from models.decision import Decision, Verdict
from models.provider import Provider
from services import clock
from services.contracts import create_contract
from services.measurements import Receipt, record_measurement
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from tests import stored_schemes, world
from tests.snapshots import once

SCHEMES = Path(__file__).parent / "schemes"
SCHEME, KINDS = SCHEMES / "trial.yaml", SCHEMES / "kinds.yaml"
CODE, OTHER_CODE = "91350100M000100Y43", "52640104MJ00000013"
ID_NUMBER = "11010519491231002X"
TODAY = date(2026, 7, 6)


@dataclass(frozen=True, slots=True)
class Supply:
    """Who there is: the people of the district, a regime, and the first provider."""

    people: world.People
    regime_id: int
    provider_id: int

    def survey(self, period: str, satisfied: int, of: int, **more: Any) -> Receipt:
        """A survey by the assessor, everybody asked."""
        values = {
            "provider_id": self.provider_id, "metric": "survey", "period": period,
            "reporting_unit_id": self.people.unit("明镜测评公司"), "frame": of, "drawn": of,
            "counts": {"满意": satisfied, "不满意": of - satisfied}, **more,
        }  # fmt: skip
        return record_measurement(self.people.office, values)

    def complaints(self, month: str, verified: int, of: int, township: str = "东街镇") -> Receipt:
        """Verified complaints of a month, reported by a township."""
        values = {
            "provider_id": self.provider_id, "metric": "complaints", "period": month,
            "reporting_unit_id": self.people.unit(township), "numerator": verified, "denominator": of,
        }  # fmt: skip
        return record_measurement(self.people.office, values)

    def verdict(self, rule: str, period: str = "", unit: str = "") -> Verdict:
        """The current verdict of a rule."""
        with engine.reading() as session:
            found = select(Verdict).where(
                Verdict.provider_id == self.provider_id, Verdict.rule == rule, Verdict.period == period,
                col(Verdict.superseded).is_(False),
            )  # fmt: skip
            rows = session.exec(found).all()
            if unit:
                wanted = self.people.unit(unit)
                rows = [row for row in rows if row.reporting_unit_id == wanted]
            assert len(rows) == 1, [(row.rule, row.period, row.outcome) for row in rows]
            return rows[0]

    def case(self, rule: str) -> Decision:
        """The latest decision on a rule."""
        with engine.reading() as session:
            found = select(Decision).where(Decision.provider_id == self.provider_id, Decision.rule == rule)
            return list(session.exec(found.order_by(col(Decision.id))).all())[-1]

    def cases(self) -> list[Decision]:
        """All decisions on the provider, oldest first."""
        with engine.reading() as session:
            found = select(Decision).where(Decision.provider_id == self.provider_id)
            return list(session.exec(found.order_by(col(Decision.id))).all())

    def provider(self) -> Provider:
        """The provider's row."""
        with engine.reading() as session:
            return session.exec(select(Provider).where(Provider.id == self.provider_id)).one()


def install(path: Path = SCHEME) -> int:
    """Store a scheme as a library version; its id."""
    return stored_schemes.store(stored_schemes.scheme(path.read_text(encoding="utf-8")))


def build(*, contract: bool = True, start: date = date(2026, 1, 1)) -> Supply:
    """The district with one provider under the trial scheme; its contract brings 100,000 yuan a year."""
    return once(_build, contract, start)


def _build(contract: bool, start: date) -> Supply:
    people = world.district()
    office = people.office
    regime_id = start_regime(
        office, {"name": "居家服务监管", "library_id": install(), "started_on": date(2026, 1, 1)}
    )
    provider_id = register_provider(office, provider_values())
    assign_regime(office, regime_id, [provider_id], "服务合同第八条")
    supply = Supply(people, regime_id, provider_id)
    if contract:
        create_contract(office, provider_id, contract_values(start=start))
    return supply


def under(scheme: Path, day: date = TODAY, started: date = date(2026, 1, 1)) -> Supply:
    """A district with one provider under a scheme of one file, and nothing recorded yet."""
    with clock.frozen(day):
        people = world.district()
        values = {"name": "监管", "library_id": install(scheme), "started_on": started}
        regime_id = start_regime(people.office, values)
        provider_id = register_provider(people.office, provider_values())
        assign_regime(people.office, regime_id, [provider_id], "服务合同第八条")
    return Supply(people, regime_id, provider_id)


def provider_values(**changes: Any) -> dict[str, Any]:
    """A provider as the office types it."""
    return {
        "name": "康乐服务中心", "credit_code": CODE, "legal_representative": "康一", "controller": "康氏集团",
        "representative_id": ID_NUMBER, **changes,
    }  # fmt: skip


def contract_values(**changes: Any) -> dict[str, Any]:
    """A contract as the office types it."""
    return {
        "number": "HT-2026-001", "title": "居家服务合同", "buyer": "云溪区民政局", "start": date(2026, 1, 1),
        "end": date(2026, 12, 31), "annual": "100000", "quarter": "25000", **changes,
    }  # fmt: skip
