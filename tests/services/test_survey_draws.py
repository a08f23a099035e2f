"""Draws for surveys: kept for good, told to those who survey and those who check, never to the provider."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from domain.errors import Invalid, NotFound, Refused
from models import engine
from models.audit import AuditEntry
from models.survey import SurveyDraw
from services import clock
from services.measurements import record_measurement
from services.survey_draw_records import (
    draws_behind,
    export_survey_draw,
    list_survey_draws,
    read_survey_draw,
)
from services.survey_draws import draw_survey, sample_drawn
from services.survey_frames import check_frame
from tests import register_world
from tests.databases import Database
from tests.register_world import Registry
from tests.statements import count_statements

TODAY = date(2026, 4, 10)
PEOPLE = [(f"F{number:03d}", f"老人{number}", "13800000000") for number in range(1, 104)]


def sheet(*rows: tuple[object, ...]) -> bytes:
    book, buffer = Workbook(), BytesIO()
    assert book.active is not None
    for row in (("编号", "姓名", "联系方式"), *(rows or PEOPLE)):
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def order(world: Registry, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": world.provider_id, "metric": "survey", "period": "2026Q1", "count": 21,
        "reporting_unit_id": world.people.unit("明镜测评公司"), "seed": "660812", "witnesses": "东镇、欧办",
        **changes,
    }  # fmt: skip


@pytest.fixture
def world(sqlite_database: Database) -> Registry:
    with clock.frozen(TODAY):
        return register_world.build("s4-1", {"year": 2026})


def test_a_draw_is_kept_so_that_it_can_be_computed_again_without_the_names_of_the_others(
    database: Database,
) -> None:
    with clock.frozen(TODAY):
        world = register_world.build("s4-1", {"year": 2026})
        found = read_survey_draw(
            world.people.assessor, draw_survey(world.people.assessor, order(world), sheet())
        )
    assert (found.line.frame, found.line.required, found.line.drawn, found.holds) == (103, 21, 21, True)
    with engine.transaction() as session:
        row = session.exec(select(SurveyDraw)).one()
        kept = str(row.model_dump())
        assert sum(name in kept for _, name, _ in PEOPLE if f"'{name}'" in kept) == 21
        told = str([one.model_dump() for one in session.exec(select(AuditEntry)).all()])
        assert "103人中抽取21人（应抽21人），种子 660812" in told
        assert not any(name in told for _, name, _ in PEOPLE)
        row.drawn = [["F999", "生人", ""], *row.drawn[1:]]
        session.add(row)
    assert not read_survey_draw(world.people.office, 1).holds


def test_a_second_draw_needs_a_reason_and_leaves_the_first_in_sight(world: Registry) -> None:
    assessor, content = world.people.assessor, sheet()
    with clock.frozen(TODAY):
        draw_survey(assessor, order(world), content)
        with pytest.raises(Invalid, match="已经抽过 1 次"):
            draw_survey(assessor, order(world), content)
        with pytest.raises(Invalid, match="请写明"):
            draw_survey(assessor, order(world, again="refused", count=4), content)
        more = order(world, again="refused", count=4, reason="4人拒访")
        second = read_survey_draw(assessor, draw_survey(assessor, more, content))
        own = world.people.unit("明镜测评公司")
        found = sample_drawn(assessor, world.provider_id, "survey", own, "2026-Q1")
        assert found is not None
        assert (found.frame, found.drawn) == (103, 25)
    assert (second.left_out, second.line.number, second.others) == (21, 2, [(1, 1)])
    assert {one.code for one in second.people}.isdisjoint(
        one.code for one in read_survey_draw(assessor, 1).people
    )


def test_who_surveys_reads_names_who_checks_reads_them_masked_and_the_provider_nothing(
    world: Registry,
) -> None:
    people = world.people
    with clock.frozen(TODAY):
        draw_survey(people.office, order(world), sheet(*PEOPLE[1:]))
        values = order(world) | {"frame": 102, "drawn": 21, "counts": {"满意": 21}}
        told = record_measurement(
            people.assessor, {key: values[key] for key in values if key not in {"seed", "witnesses", "count"}}
        )
    assert {one.name for one in read_survey_draw(people.office, 1).people} <= {name for _, name, _ in PEOPLE}
    for checker in (people.leader, people.discipline, people.inspector):
        assert {(one.name[:1], one.name[1:].strip("*"), one.contact)
                for one in read_survey_draw(checker, 1).people} == {("老", "", "")}  # fmt: skip
        assert "13800000000" not in str(list(cells(export_survey_draw(checker, 1))))
    assert draws_behind(people.assessor, told.id) == [(1, 1)]
    assert draws_behind(people.provider, told.id) == []
    for provider in (people.provider, people.other_provider):
        for ask in (
            lambda who: read_survey_draw(who, 1),
            list_survey_draws,
            lambda who: export_survey_draw(who, 1),
        ):
            with pytest.raises(Refused, match="不向服务单位公开"):
                ask(provider)
        with pytest.raises(Refused):
            draw_survey(provider, order(world), sheet())
    for ask in (list_survey_draws, lambda who: read_survey_draw(who, 1)):
        with count_statements() as counted:
            ask(people.leader)
        assert len([one for one in counted if one != "BEGIN"]) == 3
    assert list_survey_draws(people.township) == (0, [])
    with pytest.raises(NotFound):
        read_survey_draw(people.township, 1)
    with clock.frozen(TODAY), pytest.raises(Invalid, match="由您填报"):
        draw_survey(people.township, order(world), sheet())


def cells(content: bytes) -> list[object]:
    active = load_workbook(BytesIO(content)).active
    assert active is not None
    return [cell for row in active.iter_rows(values_only=True) for cell in row]


def test_mistakes_of_a_frame_are_told_row_by_row_and_nothing_is_drawn(world: Registry) -> None:
    office = world.people.office
    content = sheet(
        ("1", "甲", ""), (1, "乙", ""), ("2", "", ""), ("3", "=1+1", ""), ("11010519491231002X", "丁", "")
    )
    assert [one.told for one in check_frame(office, content).errors] == [
        "第3行“编号”：与第2行重复",
        "第4行“姓名”：必填，不能为空",
        "第5行“姓名”：这一格是公式，请改成数值或文字",
        "第6行“编号”：这是身份证号，请改用服务档案编号或者顺序号",
    ]
    with clock.frozen(TODAY), pytest.raises(Invalid, match="4 处需要修改，没有抽取"):
        draw_survey(office, order(world), content)
    assert list_survey_draws(office) == (0, [])
