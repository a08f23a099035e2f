"""Facts of providers from a sheet: every wrong cell told, all or nothing, the same sheet not twice."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from domain.errors import Invalid, Refused
from services import clock
from services.fact_import import check_facts, fact_template, import_facts, importable_events
from services.regimes import start_regime
from tests import provider_world, stored_schemes, world
from tests.databases import Database
from tests.provider_world import KINDS, TODAY, Supply
from tests.register_world import workbook

TITLES = ("服务单位", "发生日期", "接报时刻", "到场时刻", "事实", "证据", "认定人（单位）")
GOOD = (
    "康乐服务中心",
    "2026-05-01",
    "2026-05-01 09:30",
    "2026/5/1 10:01",
    "管道泄漏",
    "派工单12号",
    "燃气站",
)


@pytest.fixture
def supply(database: Database) -> Supply:
    return provider_world.under(KINDS)


def but(**changed: str) -> tuple[str, ...]:
    return tuple(changed.get(title, text) for title, text in zip(TITLES, GOOD, strict=True))


def test_rows_are_stored_and_judged_once(supply: Supply) -> None:
    office = supply.people.office
    rows = (
        GOOD,
        but(发生日期="2026-05-02", 接报时刻="2026-05-02 08:00", 到场时刻="2026-05-02 08:30", 事实=""),
    )
    with clock.frozen(TODAY):
        assert "call" in importable_events(office, supply.regime_id)
        assert fact_template(office, supply.regime_id, "call").startswith(b"PK")
        changes = import_facts(office, supply.regime_id, "call", workbook(TITLES, *rows))
    assert [one.now for one in changes if one.rule == "K-5"] == ["triggered", "not_triggered"]


def test_a_row_done_before_it_began_is_pointed_out_and_may_stay(supply: Supply) -> None:
    late, odd = but(到场时刻="2026-05-01 09:30", 事实="按时"), but(到场时刻="2026-05-01 09:29")
    with clock.frozen(TODAY):
        found = check_facts(supply.people.office, supply.regime_id, "call", workbook(TITLES, late, odd))
    assert found.errors == ()
    assert found.backwards == ("第 3 行“到场时刻”（2026-05-01 09:29）早于“接报时刻”（2026-05-01 09:30）",)


@pytest.mark.parametrize(
    ("title", "cell", "told"),
    [
        ("服务单位", "别家中心", "没有这家服务单位"),
        ("发生日期", "五月一日", "请填写正确的日期"),
        ("发生日期", "2026-12-31", "不能晚于今天"),
        ("接报时刻", "九点半", "2026-03-01 09:30"),
        ("到场时刻", "", "必填"),
        ("证据", "", "必填"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_column(
    supply: Supply, title: str, cell: str, told: str
) -> None:
    office, content = supply.people.office, workbook(TITLES, GOOD, but(**{title: cell}))
    with clock.frozen(TODAY):
        (error,) = check_facts(office, supply.regime_id, "call", content).errors
        assert (error.row, error.column) == (3, title)
        assert told in error.message
        with pytest.raises(Invalid, match="没有导入。第一处：第3行"):
            import_facts(office, supply.regime_id, "call", content)
        assert import_facts(office, supply.regime_id, "call", workbook(TITLES, GOOD))


def test_the_same_row_is_not_stored_twice(supply: Supply) -> None:
    office, content = supply.people.office, workbook(TITLES, GOOD)
    with clock.frozen(TODAY):
        (error,) = check_facts(office, supply.regime_id, "call", workbook(TITLES, GOOD, GOOD)).errors
        assert "与第2行重复" in error.message
        import_facts(office, supply.regime_id, "call", content)
        (error,) = check_facts(office, supply.regime_id, "call", content).errors
    assert "已经登记过" in error.message


def test_a_provider_imports_nothing_about_itself(supply: Supply) -> None:
    with clock.frozen(TODAY), pytest.raises(Refused):
        import_facts(supply.people.provider, supply.regime_id, "call", workbook(TITLES, GOOD))


def test_a_field_that_is_called_like_a_column_of_the_sheet_says_what_it_is(sqlite_database: Database) -> None:
    """A scheme may ask for the 事实 of a record, for which every sheet has a column."""
    with clock.frozen(TODAY):
        people = world.district()
        stored = stored_schemes.store(stored_schemes.built_in("s4-1"), "built_in")
        values = {"name": "监管", "library_id": stored, "started_on": TODAY, "parameters": {"year": 2026}}
        regime_id = start_regime(people.office, values)
        for event in importable_events(people.office, regime_id):
            book = load_workbook(BytesIO(fact_template(people.office, regime_id, event)))
            titles = [str(cell.value).rstrip("*") for cell in book.worksheets[0][1]]
            assert len(titles) == len(set(titles)), titles
