"""Where findings come from: visits, self-inspections, several hands at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import Invalid, NotFound, Refused, WrongState
from models import engine
from models.finding import Finding
from models.provider import Provider
from models.verification import Visit, VisitMember
from services import clock
from services.audit import timeline
from services.findings_register import (
    SelfProblemData,
    register_finding,
    register_from_visit,
    register_self_problem,
    update_self_problem,
    withdraw_self_problem,
)
from services.ledger_options import ledger_options
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read

SEEN = {"category": "r2", "description": "工单签到缺失12张。"}


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def visit(place: Place, **values: Any) -> int:
    with engine.transaction() as session:
        row = Visit(
            campaign_id=place.campaign_id,
            unit_id=place.people.unit("西河镇"),
            planned_on=DAY,
            **values,
        )
        session.add(row)
        session.flush()
        for member in (place.people.inspector, place.people.second_inspector):
            session.add(VisitMember(visit_id=row.key, account_id=member.account_id))
        return row.key


def test_a_finding_of_a_visit_takes_unit_and_day_from_it(place: Place) -> None:
    where = visit(place, visited_on=date(2026, 4, 28))
    row = read(register_from_visit(place.people.inspector, where, SEEN))
    assert (row.unit_id, row.found_on, row.source) == (
        place.people.unit("西河镇"),
        date(2026, 4, 28),
        "visit",
    )
    assert row.visit_id == where
    assert row.title == "工单签到缺失12张"


def test_only_those_who_were_there_log_what_a_visit_found(place: Place) -> None:
    where = visit(place)
    with pytest.raises(Refused, match="只有参加本次核查的人员"):
        register_from_visit(place.people.third_inspector, where, SEEN)
    register_from_visit(place.people.office, where, SEEN)


def test_a_cancelled_or_unknown_visit_finds_nothing(place: Place) -> None:
    with pytest.raises(Refused, match="已经取消"):
        register_from_visit(place.people.inspector, visit(place, state="cancelled"), SEEN)
    with pytest.raises(NotFound):
        register_from_visit(place.people.inspector, 99, SEEN)


def test_a_finding_at_a_providers_own_unit_concerns_that_provider(place: Place) -> None:
    unit = place.people.unit("康乐服务中心")
    with engine.transaction() as session:
        row = Provider(
            unit_id=unit,
            name="康乐服务中心",
            credit_code="91640100MA0000001X",
            legal_representative="康某",
            created_at=clock.now(),
        )
        session.add(row)
        session.flush()
        provider = row.key
    assert read(place.finding(unit_id=unit)).provider_id == provider
    assert ledger_options(place.people.office, place.campaign_id).providers == {provider: "康乐服务中心"}


def test_category_and_item_are_those_of_the_scheme(place: Place) -> None:
    with pytest.raises(Invalid, match="方案里没有这个问题类别"):
        place.finding(category="r9")
    with pytest.raises(Invalid, match="这个检查要点不属于所选的类别"):
        place.finding(category="r1", item="R2-1")


def problem(place: Place, **values: object) -> SelfProblemData:
    usual: dict[str, object] = {
        "problem_id": 5,
        "campaign_id": place.campaign_id,
        "unit_id": place.people.unit("东街镇"),
        "item": "R2-1",
        "category": "r2",
        "description": "自查发现混账核算。",
        "amount_fen": 12345,
        "people": 3,
    }
    return SelfProblemData(**usual | values)  # type: ignore[arg-type]  # fields of each test


def self_found(place: Place, **values: object) -> int:
    with engine.transaction() as session:
        return register_self_problem(place.people.township, problem(place, **values), session=session)


def test_a_self_found_problem_is_marked_as_reported_voluntarily(place: Place) -> None:
    row = read(self_found(place, corrected=True, correction="已补建专账", recovered_fen=100))
    assert (row.source, row.reported_voluntarily, row.self_problem_id) == ("self", True, 5)
    assert (row.amount_fen, row.recovered_fen, row.progress, row.kind) == (
        12345,
        100,
        "已补建专账",
        "immediate",
    )
    with engine.reading() as session:
        entry = timeline("finding", row.key, session=session)[0]
    assert (entry.who, entry.action) == ("东镇", "self.write")


def test_a_changed_report_changes_its_finding_until_it_is_ordered(place: Place) -> None:
    key = self_found(place)
    with engine.transaction() as session:
        changed = problem(place, finding_id=key, description="自查发现账目混用。", people=9)
        update_self_problem(place.people.township, changed, session=session)
        update_self_problem(place.people.township, changed, session=session)
    assert (read(key).description, read(key).people, read(key).version) == ("自查发现账目混用。", 9, 2)
    place.assigned(key)
    with engine.transaction() as session:
        update_self_problem(place.people.township, problem(place, finding_id=key), session=session)
    assert read(key).description == "自查发现账目混用。"


def test_a_unit_takes_its_problem_back_only_before_it_is_ordered(place: Place) -> None:
    first, second = self_found(place), self_found(place, problem_id=6)
    place.assigned(second)
    people = place.people
    with engine.transaction() as session:
        gone = problem(place, finding_id=first)
        withdraw_self_problem(people.township, gone, reason="重复", session=session)
        withdraw_self_problem(people.township, gone, reason="重复", session=session)
    assert (read(first).state, read(first).withdrawn_reason, read(first).version) == ("withdrawn", "重复", 2)
    with pytest.raises(WrongState, match="请联系专项办"), engine.transaction() as session:
        withdraw_self_problem(people.township, problem(place, finding_id=second), reason="x", session=session)
    with pytest.raises(NotFound), engine.transaction() as session:
        withdraw_self_problem(people.township, problem(place, finding_id=99), reason="x", session=session)


def test_several_hands_at_once_get_numbers_without_gaps_or_doubles(place: Place) -> None:
    data = place.data(found_on=DAY)

    def register(_number: int) -> int:
        return register_finding(place.people.office, place.campaign_id, data)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(register, range(12)))
    with engine.reading() as session:
        numbers = sorted(session.exec(select(Finding.number)).all())
    assert numbers == [f"YL2026-{number:05d}" for number in range(1, 13)]
