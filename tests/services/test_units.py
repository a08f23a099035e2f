"""Units: the tree, its closure, and the import of townships and villages."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlmodel import select

from domain.errors import Conflict, Invalid, NotFound
from domain.unit_rows import rows_of_text
from domain.units import UnitKind
from models import engine
from models.unit import UnitTree
from services.actor import Actor
from services.unit_changes import edit_unit, set_unit_active
from services.unit_import import import_units, table_of_workbook
from services.units import UnitForm, create_unit, list_units, read_unit, unit_choices
from tests import world
from tests.databases import Database
from tests.statements import count_statements


def below(unit_id: int) -> set[tuple[int, int]]:
    with engine.reading() as session:
        rows = session.exec(select(UnitTree).where(UnitTree.ancestor_id == unit_id)).all()
    return {(row.descendant_id, row.depth) for row in rows}


def names(actor: Actor) -> list[str]:
    return [unit.name for unit in list_units(actor)]


def refused(people: world.People, form: UnitForm) -> dict[str, str]:
    with pytest.raises(Invalid) as told:
        create_unit(people.admin, form)
    return told.value.fields


def test_the_closure_holds_a_unit_itself_and_all_below_it(database: Database) -> None:
    people = world.district()
    town = people.unit("东街镇")
    assert below(town) == {(town, 0), (people.unit("东街一村"), 1), (people.unit("东街二村"), 1)}
    assert (people.unit("东街一村"), 2) in below(people.unit(world.DISTRICT))


def test_moving_a_village_takes_it_out_of_one_township_and_into_the_other(database: Database) -> None:
    people = world.district()
    village, town = people.unit("东街一村"), people.unit("西河镇")
    edit_unit(people.admin, village, UnitForm("东街一村", UnitKind.VILLAGE, town), 1)
    assert (village, 1) in below(town)
    assert all(unit != village for unit, _ in below(people.unit("东街镇")))
    assert (village, 2) in below(people.unit(world.DISTRICT))


def test_a_township_sees_itself_and_its_villages_a_provider_only_itself(database: Database) -> None:
    people = world.district()
    assert names(people.township) == ["东街镇", "东街一村", "东街二村"]
    assert names(people.provider) == ["康乐服务中心"]
    assert len(names(people.office)) == 10


def test_the_list_is_a_tree_with_depths_in_one_statement(database: Database) -> None:
    people = world.district()
    with count_statements() as counted:
        units = list_units(people.admin)
    assert len([one for one in counted if one != "BEGIN"]) == 1
    depth = {unit.name: unit.depth for unit in units}
    assert (depth[world.DISTRICT], depth["东街镇"], depth["东街一村"]) == (0, 1, 2)
    order = [unit.name for unit in units]
    assert order.index("东街镇") + 1 == order.index("东街一村")


def test_another_township_does_not_find_the_unit(database: Database) -> None:
    people = world.district()
    with pytest.raises(NotFound):
        read_unit(people.other_township, people.unit("东街一村"))


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (UnitKind.VILLAGE, world.DISTRICT),
        (UnitKind.TOWNSHIP, "东街镇"),
        (UnitKind.PROVIDER, "东街镇"),
    ],
)
def test_a_unit_below_the_wrong_kind_is_refused(database: Database, kind: UnitKind, parent: str) -> None:
    people = world.district()
    assert "上级只能是" in refused(people, UnitForm("新单位", kind, people.unit(parent)))["parent_id"]


def test_a_name_stands_for_one_unit(database: Database) -> None:
    people = world.district()
    fields = refused(people, UnitForm(" 东街镇 ", UnitKind.TOWNSHIP, people.unit(world.DISTRICT)))
    assert "已经有一个单位" in fields["name"]


def test_a_name_of_a_hundred_characters_fits_and_one_more_does_not(database: Database) -> None:
    people = world.district()
    root = people.unit(world.DISTRICT)
    assert create_unit(people.admin, UnitForm("长" * 100, UnitKind.TOWNSHIP, root))
    assert "最多 100" in refused(people, UnitForm("长" * 101, UnitKind.TOWNSHIP, root))["name"]


def test_two_people_on_one_unit_the_second_is_told(database: Database) -> None:
    people = world.district()
    form = UnitForm("东街街道", UnitKind.TOWNSHIP, people.unit(world.DISTRICT))
    edit_unit(people.admin, people.unit("东街镇"), form, 1)
    with pytest.raises(Conflict, match=r"管总（系统管理员）于.*（名称）"):
        edit_unit(people.admin, people.unit("东街镇"), form, 1)


def test_a_unit_with_units_in_use_below_it_stays_in_use(database: Database) -> None:
    people = world.district()
    with pytest.raises(Invalid, match="下级单位"):
        set_unit_active(people.admin, people.unit("东街镇"), 1, active=False, reason="撤并")
    set_unit_active(people.admin, people.unit("西河镇"), 1, active=False, reason="撤并")
    assert "西河镇" not in unit_choices(people.admin).values()
    set_unit_active(people.admin, people.unit("西河镇"), 2, active=True, reason="恢复")
    assert "西河镇" in unit_choices(people.admin).values()


def test_taking_a_unit_out_of_use_asks_for_a_reason(database: Database) -> None:
    people = world.district()
    with pytest.raises(Invalid) as told:
        set_unit_active(people.admin, people.unit("西河镇"), 1, active=False, reason=" ")
    assert "reason" in told.value.fields


def test_pasted_lines_make_townships_first_whatever_their_order(database: Database) -> None:
    people = world.district()
    done = import_units(
        people.admin, rows_of_text("南山镇,南山一村,640104,王某,0951\n南山镇\n东街镇,东街三村")
    )
    assert (done.townships, done.villages) == (1, 2)
    assert [
        unit.parent_name for unit in list_units(people.admin) if unit.name in {"南山一村", "东街三村"}
    ] == [
        "东街镇",
        "南山镇",
    ]


def test_one_bad_row_stops_the_whole_import(database: Database) -> None:
    people = world.district()
    with pytest.raises(Invalid) as told:
        import_units(people.admin, rows_of_text("南山镇\n没有镇,某村"))
    assert told.value.fields["table"].startswith("第 2 行：")
    assert "南山镇" not in names(people.admin)


def test_a_workbook_is_read_as_text(database: Database) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["镇街", "村居", "代码"])
    sheet.append(["东街镇", "东街三村", 640104])
    buffer = BytesIO()
    book.save(buffer)
    people = world.district()
    assert import_units(people.admin, table_of_workbook(buffer.getvalue())).villages == 1


def test_a_workbook_whose_first_sheet_says_nothing_is_told_where_to_put_the_rows() -> None:
    book = Workbook()
    book.worksheets[0].append(["上级单位", "名称"])
    book.create_sheet("学校").append(["东街镇", "东街二小"])
    buffer = BytesIO()
    book.save(buffer)
    with pytest.raises(Invalid, match="第一张表里没有读到任何单位"):
        table_of_workbook(buffer.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html></html>"])
def test_what_is_no_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Invalid) as told:
        table_of_workbook(content)
    assert ".xlsx" in told.value.fields["file"]
