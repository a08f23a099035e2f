"""A regime of a built-in scheme with one provider, and sheets as people fill them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlmodel import col, select

from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Verdict
from models.subject import Subject
from services.contracts import create_contract
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from tests import stored_schemes, world
from tests.provider_world import contract_values, provider_values

SCHEMES = Path(__file__).resolve().parent.parent / "checklists"


@dataclass(frozen=True, slots=True)
class Registry:
    """Who there is: the people of the district, a regime, and a provider under it."""

    people: world.People
    regime_id: int
    provider_id: int

    def outcome(self, rule: str, period: str, subject: str) -> Outcome | None:
        """How an entry stands for a subject in a period; None when nothing is stored."""
        with engine.reading() as session:
            found = session.exec(
                select(Verdict.outcome)
                .join(Subject, col(Subject.id) == col(Verdict.subject_id))
                .where(
                    Verdict.rule == rule, Verdict.period == period, Subject.name == subject,
                    col(Verdict.superseded).is_(False),
                )
            ).first()  # fmt: skip
        return Outcome(found) if found else None


def build(scheme: str, parameters: Mapping[str, Any] | None = None) -> Registry:
    """The district with a regime of one of the built-in schemes."""
    people = world.district()
    library_id = stored_schemes.store(stored_schemes.built_in(scheme))
    regime_id = start_regime(
        people.office,
        {"name": "居家服务监管", "library_id": library_id, "started_on": date(2026, 1, 1),
         "parameters": dict(parameters or {})},
    )  # fmt: skip
    provider_id = register_provider(people.office, provider_values())
    assign_regime(people.office, regime_id, [provider_id], "服务合同第八条")
    create_contract(people.office, provider_id, contract_values())
    return Registry(people, regime_id, provider_id)


def workbook(titles: Sequence[str], *rows: Sequence[Any]) -> bytes:
    """An .xlsx file with a header and rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (titles, *rows):
        sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
