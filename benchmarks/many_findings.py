"""A ledger of any size in a fresh SQLite file, inserted in bulk: what the benchmarks of findings run on."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

import migrations
from domain.findings import Kind, Source
from domain.library.library import load_files
from domain.permissions import Role
from domain.units import UnitKind
from domain.workflow import State, Step, StepKind
from models import engine
from models.account import Account
from models.campaign import Campaign, CampaignUnit
from models.finding import Finding
from models.library import LibraryVersion
from models.unit import Unit, UnitTree
from services import clock
from services.actor import Actor

TODAY = date(2026, 8, 31)
OFFICE = Actor(1, "欧办", Role.OFFICE, 2, "专项办")
TOWNSHIP = Actor(2, "东镇", Role.TOWNSHIP, 3, "第1镇")
_TOWNSHIPS, _VILLAGES = 12, 150
_SCHEME = """
scheme: {id: bench, name: 基准方案, version: "1", region: 区, issuer: 区民政局, purpose: 测算, year: 2026}
documents:
  main: {title: 基准方案, issuer: 区民政局, compared: 2026-01-01}
finding_kinds:
  by_deadline: {name: 限期整改, clause: 三}
checklist:
  categories:
"""
_CATEGORY = """
    - {key: r%(n)d, name: 第%(n)d类, clause: 三（%(n)d）, items: [{id: R%(n)d-1, title: 要点%(n)d,
       question: 是否做到第%(n)d项, method: 查看第%(n)d项, fails_when: 没有第%(n)d项, applies_to: [township],
       rectify_as: by_deadline, clause: 三（%(n)d）}]}
"""
_TITLES = [
    "专项资金混账核算",
    "公示内容不全",
    "首次服务无人陪同",
    "死亡人员未及时核销",
    "签到记录缺失",
    "合同要素不齐",
]
_SIGNS = [chr(0x4E00 + 13 * n) for n in range(900)]  # about as many characters as such texts use
_STATES = (*[State.CLOSED] * 8, *[State.RECTIFYING] * 5, *State)


@contextmanager
def ledger(count: int) -> Iterator[int]:
    """A campaign with so many findings; yields its id. The clock stands at `TODAY`."""
    with TemporaryDirectory() as folder, clock.frozen(TODAY):
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrations.upgrade(url)
        bound = engine.use(url)
        campaign_id = _campaign()
        _findings(campaign_id, count)
        yield campaign_id
        bound.dispose()


def _campaign() -> int:
    files = {"scheme.yaml": _SCHEME + "".join(_CATEGORY % {"n": n} for n in range(1, 8))}
    library = load_files(files)
    steps = [Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)).to_json()]
    with engine.transaction() as session:
        session.execute(insert(Unit), _units())
        session.execute(insert(UnitTree), _tree())
        stored = LibraryVersion(
            scheme="bench", name="基准方案", version_name="1", checksum=library.checksum, files=files,
            source="built_in", added_at=clock.now(),
        )  # fmt: skip
        session.add(stored)
        session.add_all(_people())
        session.flush()
        row = Campaign(
            name="基准", year=2026, library_id=stored.key, library_checksum=library.checksum, number_prefix="JZ2026",
            close_out_steps=steps, created_at=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add_all(CampaignUnit(campaign_id=row.key, unit_id=unit["id"]) for unit in _units())
        return row.key


def _units() -> list[dict[str, Any]]:
    places = [(1, "某区", UnitKind.DISTRICT, None), (2, "专项办", UnitKind.OFFICE, 1)]
    places += [(3 + n, f"第{n + 1}镇", UnitKind.TOWNSHIP, 1) for n in range(_TOWNSHIPS)]
    first = 3 + _TOWNSHIPS
    places += [(first + n, f"第{n + 1}村", UnitKind.VILLAGE, 3 + n % _TOWNSHIPS) for n in range(_VILLAGES)]
    return [
        {"id": key, "name": name, "kind": kind.value, "parent_id": parent, "code": "", "contact": "", "phone": "",
         "active": True, "version": 1}
        for key, name, kind, parent in places
    ]  # fmt: skip


def _tree() -> list[dict[str, int]]:
    parents = {unit["id"]: unit["parent_id"] for unit in _units()}
    rows = []
    for unit in parents:
        above, depth = unit, 0
        while above is not None:
            rows.append({"ancestor_id": above, "descendant_id": unit, "depth": depth})
            above, depth = parents[above], depth + 1
    return rows


def _people() -> list[Account]:
    return [
        Account(username=f"u{one.account_id}", name=one.name, role=one.role.value, unit_id=one.unit_id,
                password_hash="-", created_at=clock.now())  # noqa: S106 - nobody logs in here
        for one in (OFFICE, TOWNSHIP)
    ]  # fmt: skip


def _findings(campaign_id: int, count: int) -> None:
    chance = random.Random(20260831)  # noqa: S311 - repeatable, not secret
    template = Finding(
        campaign_id=campaign_id, number="", source="", category="", unit_id=1, found_on=TODAY, title="",
        description="",
    ).model_dump(exclude={"id"})  # fmt: skip
    for start in range(1, count + 1, 10_000):
        numbers = range(start, min(start + 10_000, count + 1))
        rows = [template | _finding(number, chance) for number in numbers]
        with engine.transaction() as session:
            session.execute(insert(Finding), rows)
    with engine.transaction() as session:
        session.get_one(Campaign, campaign_id).finding_count = count
        engine.refresh_statistics(session)


def _finding(number: int, chance: random.Random) -> dict[str, Any]:
    unit = chance.randint(3, 2 + _TOWNSHIPS + _VILLAGES)
    category = chance.randint(1, 7)
    state = chance.choice(_STATES)
    found = date(2026, 3, 1) + timedelta(days=chance.randint(0, 180))
    ongoing = state is State.ONGOING
    return {
        "number": f"JZ2026-{number:05d}",
        "source": chance.choice(list(Source)).value,
        "category": f"r{category}",
        "item": f"R{category}-1",
        "unit_id": unit,
        "lead_unit_id": unit,
        "found_on": found,
        "title": f"{chance.choice(_TITLES)}（{number}）",
        "description": "".join(chance.choices(_SIGNS, k=150)),
        "basis": f"三（{category}）",
        "amount_fen": chance.randint(0, 10**8),
        "people": chance.randint(0, 200),
        "kind": (Kind.ONGOING if ongoing else chance.choice((Kind.IMMEDIATE, Kind.BY_DEADLINE))).value,
        "requirement": "".join(chance.choices(_SIGNS, k=40)),
        "responsible_person": "".join(chance.choices("赵钱孙李周吴郑王", k=2)),
        "state": state.value,
        "due": None if ongoing else found + timedelta(days=30),
        "created_at": datetime(2026, 3, 1, tzinfo=UTC),
    }
