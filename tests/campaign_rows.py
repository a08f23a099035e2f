"""Rows of a campaign put straight into the database, for tests of what only reads them.

campaign = rows.campaign(people)
rows.finding(campaign, people.unit("东街镇"), state=State.RECTIFYING, due=date(2026, 5, 1))
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from domain.library.library import checksum
from domain.permissions import Role
from domain.workflow import State, Step, StepKind
from models import engine
from models.campaign import Campaign, CampaignUnit, Deliverable, Phase
from models.decision import Decision, Verdict
from models.finding import Finding
from models.library import LibraryVersion
from models.provider import Provider, ProviderRegime
from services import clock
from tests.campaign_world import SCHEME
from tests.world import People

TODAY = date(2026, 6, 10)
STEPS = (
    Step("review", "审核", StepKind.REVIEW, (Role.OFFICE,)),
    Step("verify", "验收", StepKind.VERIFY, (Role.INSPECTOR,), two_people=True),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
)
IN_SCOPE = ("东街镇", "西河镇", "东街一村", "东街二村", "康乐服务中心", "和顺服务中心")


def add(*rows: SQLModel) -> int:
    """Store rows and return the id of the last one."""
    with engine.transaction() as session:
        for row in rows:
            session.add(row)
            session.flush()
        return int(getattr(rows[-1], "id", 0) or 0)


def library(name: str = "v1", scheme: str = "care") -> int:
    """A version of the small scheme of `campaign_world`."""
    files = {"scheme.yaml": SCHEME.replace('version: "1"', f'version: "{name}"')}
    return add(
        LibraryVersion(
            scheme=scheme,
            name="居家养老服务专项治理",
            version_name=name,
            checksum=checksum(files),
            files=files,
            source="built_in",
            added_at=clock.now(),
        )
    )


def campaign(people: People, name: str = "居家养老服务专项治理", units: Iterable[str] = IN_SCOPE) -> int:
    """A running campaign with an open phase, a duty to report and three close-out steps."""
    stored = library(name)
    pinned = all_of(LibraryVersion, col(LibraryVersion.id) == stored)[0]
    key = add(
        Campaign(
            name=name,
            year=2026,
            library_id=stored,
            library_checksum=pinned.checksum,
            leading_group={"office": "区专项治理领导小组办公室"},
            close_out_steps=[step.to_json() for step in STEPS],
            number_prefix="YL",
            created_at=clock.now(),
        )
    )
    add(
        *(CampaignUnit(campaign_id=key, unit_id=people.unit(unit)) for unit in units),
        Phase(campaign_id=key, code="p1", position=1, name="自查自纠", start=date(2026, 4, 1),
              end=date(2026, 5, 31), state="open"),
        Deliverable(campaign_id=key, phase_code="p1", code="self", name="自查报告", due=date(2026, 5, 31),
                    kind="self_inspection", unit_kinds=["township", "village", "provider"]),
    )  # fmt: skip
    return key


def finding(campaign_id: int, unit_id: int, **values: Any) -> int:
    """A finding led by the unit it was found at, unless `values` say otherwise."""
    with engine.transaction() as session:
        number = session.exec(select(func.count()).select_from(Finding)).one() + 1
    state = State(values.pop("state", State.REGISTERED))
    lead = None if state is State.REGISTERED else unit_id
    given: dict[str, Any] = {
        "campaign_id": campaign_id, "number": f"YL-{number:05}", "source": "visit", "category": "c1",
        "unit_id": unit_id, "lead_unit_id": lead, "found_on": date(2026, 5, 1), "title": f"问题{number}",
        "description": "工单与实际服务不符", "state": state.value, "created_at": clock.now(),
    }  # fmt: skip
    return add(Finding(**{**given, **values}))


def provider(people: People, unit: str = "康乐服务中心") -> int:
    """The provider of a unit."""
    code = f"9132{people.unit(unit):014}"
    return add(
        Provider(
            unit_id=people.unit(unit),
            name=unit,
            credit_code=code,
            legal_representative="林某",
            created_at=clock.now(),
        )
    )


def verdict(provider_id: int, nature: str = "must", outcome: str = "triggered", **values: Any) -> int:
    """A verdict on a provider, under a regime of its own."""
    number = _count(Verdict)
    key = library(f"r{number}")
    values.setdefault("track", "sanction" if outcome in {"triggered", "not_met"} else "")
    regime = add(
        ProviderRegime(name=f"监管{number}", library_id=key, library_checksum="", started_on=TODAY,
                       ended_on=TODAY,  # in use it would be asked for a scheme, and there is none
                       created_at=clock.now())
    )  # fmt: skip
    row = Verdict(
        regime_id=regime, library_id=key, rule="satisfaction", title="满意度", clause="第十二条",
        provider_id=provider_id, outcome=outcome, nature=nature, standing="main",
        arithmetic="168/200=84%<85%", fingerprint="f",
        computed_at=clock.now(), **values,
    )  # fmt: skip
    return add(row)


def decision(verdict_id: int, provider_id: int, state: str, **values: Any) -> int:
    """A decision on a verdict."""
    number = _count(Decision) + 1
    given: dict[str, Any] = {
        "number": f"CZ-2026-{number:03}", "verdict_id": verdict_id, "provider_id": provider_id, "rule": "satisfaction",
        "clause": "第十二条", "nature": "must", "track": "sanction", "state": state, "opened_on": clock.today(),
    }  # fmt: skip
    return add(Decision(**{**given, **values}))


def _count(table: type[SQLModel]) -> int:
    with engine.transaction() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def change(table: type[SQLModel], key: int, **values: Any) -> None:
    """Set columns of a stored row."""
    with engine.transaction() as session:
        row = session.get(table, key)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def all_of(table: Any, *conditions: Any) -> list[Any]:
    """Rows of a table, by id."""
    with Session(engine.current(), expire_on_commit=False) as session:
        return list(session.exec(select(table).where(*conditions).order_by(col(table.id))))
