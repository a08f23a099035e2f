"""The pages of findings as office, township and inspectors see them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from services.finding_sheet import COLUMNS
from tests import ledger_world, running, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read
from tests.pages.conftest import Stand
from tests.running import Page
from ui.listing import EXCEL


@pytest.fixture
def place(sqlite_database: Database, stand: Stand) -> Place:
    stand(DAY)
    return ledger_world.campaign(world.district())


def fill(page: Page, **fields: str) -> Page:
    """Type into areas and fields by the end of their key."""
    for kind in (page.text_area, page.text_input):
        for field in kind:
            name = str(field.key).rpartition(".")[2]
            if name in fields:
                field.set_value(fields[name])
    return page


def test_the_ledger_shows_counts_states_and_lights_in_words(place: Place, stand: Stand) -> None:
    place.finding()
    place.assigned(fixed_on=date(2026, 4, 30))
    stand(date(2026, 5, 1))
    page = running.open_page("findings", place.people.office)
    assert "共 <b>2</b> 条，逾期 1 条" in page.texts
    rows = running.rows(page)
    assert [(row["编号"], row["状态"], row["预警"]) for row in rows] == [
        ("YL2026-00002", "待签收", "逾期"),
        ("YL2026-00001", "待交办", "—"),
    ]


def test_a_link_with_filters_shows_those_rows(place: Place) -> None:
    place.finding()
    place.assigned()
    page = running.open_page(
        "findings", place.people.office, state="assigned,rectifying", category="r2", q="专账"
    )
    assert [row["编号"] for row in running.rows(page)] == ["YL2026-00002"]
    page = running.open_page(
        "findings", place.people.office, light="nonsense", unit="x", people_from="abc", page="0"
    )
    assert len(running.rows(page)) == 2


def test_an_empty_ledger_says_what_will_be_here(place: Place) -> None:
    page = running.open_page("findings", place.people.township)
    assert "本专项行动还没有登记问题" in page.texts
    page = running.open_page("findings", place.people.township, q="无此问题")
    assert "可以放宽筛选条件后再试" in page.texts


def test_upside_down_ranges_are_told(place: Place) -> None:
    page = running.open_page("findings", place.people.office, amount_from="2", amount_to="1")
    assert "金额的起止颠倒了" in page.texts
    page = running.open_page("findings", place.people.office, amount_from="两元")
    assert "金额请填写数字" in page.texts


def test_a_township_has_no_buttons_of_the_office(place: Place) -> None:
    place.finding()
    page = running.open_page("findings", place.people.township)
    assert {"import", "new"} & {button.key for button in page.button} == set()
    assert running.tables(page)[0]["selectable"] is False


def test_ticked_rows_are_ordered_together_and_told_row_by_row(place: Place) -> None:
    new, going = place.finding(), place.rectifying()
    page = running.open_page("findings", place.people.office)
    running.tick(page, "findings:table", [new, going])
    page.radio(key="findings-bulk-assign.kind").set_value("by_deadline")
    page.run()
    fill(page, requirement="建立专账", reason="第一批").click("findings-bulk-assign:submit")
    assert "已交办 1 个问题：YL2026-00001" in page.texts
    assert "YL2026-00002：目前是“整改中”" in page.texts
    assert read(new).due == date(2026, 6, 1)


def test_ticked_rows_are_reminded_together(place: Place) -> None:
    key = place.assigned()
    page = running.open_page("findings", place.people.office)
    running.tick(page, "findings:table", [key])
    page.radio(key="findings-bulk-act").set_value("批量催办")
    page.run()
    page.click("findings-bulk-remind:submit")
    assert "请填写" in page.texts
    fill(page, reason="月底调度").click("findings-bulk-remind:submit")
    assert "已提醒 1 个问题" in page.texts


def test_the_office_registers_a_problem_and_lands_on_it(place: Place) -> None:
    page = running.open_page("finding_new", place.people.office)
    page.click(f"finding-new-{place.campaign_id}:submit")
    assert "处需要修改" in page.texts
    form = f"finding-new-{place.campaign_id}"
    page.selectbox(key=f"{form}.unit_id").set_value(str(place.people.unit("东街镇")))
    page.selectbox(key=f"{form}.source").set_value("complaint")
    page.selectbox(key=f"{form}.category").set_value("r1")
    page.run()
    fill(page, description="<script>alert(1)</script>公示栏空白。", amount_fen="1.5").click(f"{form}:submit")
    assert "YL2026-00001" in page.texts
    assert "&lt;script&gt;" in page.texts
    assert "<script>alert" not in page.texts
    assert read(1).amount_fen == 150


def test_what_was_typed_survives_leaving_the_page(place: Place) -> None:
    page = running.open_page("finding_new", place.people.office)
    fill(page, description="写到一半").run()
    again = running.open_page("finding_new", place.people.office)
    assert "已恢复上次没有提交的内容" in again.texts
    assert again.text_area(key=f"finding-new-{place.campaign_id}.description").value == "写到一半"


def test_the_calendar_page_moves_deadlines_only_when_told(place: Place) -> None:
    key, office = place.assigned(), place.people.office
    page = running.open_page("work_calendar", office)
    assert "没有本地安排" in page.texts
    assert "chinesecalendar" not in page.texts
    page.click("calendar-day:submit")
    assert "请填写" in page.texts
    page.date_input(key="calendar-day.day").set_value(date(2026, 6, 1))
    fill(page, source="区政府办〔2026〕5号").click("calendar-day:submit")
    assert "截止日由2026年6月1日改为2026年6月2日" in page.texts
    assert read(key).due == date(2026, 6, 1)
    fill(page, reason="本地放假").click("calendar-recompute:submit-danger")
    assert read(key).due == date(2026, 6, 2)
    assert "没有期限需要重算" in page.texts


def test_pages_of_others_are_closed_with_a_reason(place: Place) -> None:
    for stem in ("finding_new", "finding_import", "finding_extensions", "work_calendar", "finding_look_back"):
        assert "基层单位不能" in running.open_page(stem, place.people.township).texts


def test_an_import_is_checked_told_and_done_on_its_page(place: Place) -> None:
    page = running.open_page("finding_import", place.people.office)
    good: list[object] = [None] * len(COLUMNS)
    for at, title in enumerate(column.title for column in COLUMNS.values()):
        good[at] = IMPORTED.get(title)
    bad: list[object] = ["无名镇", *good[1:]]
    page.file_uploader(key="finding-import.file").set_value(("问题.xlsx", workbook(good, bad), EXCEL))
    page.run()
    assert "可以导入 1 行，需要修改 1 行" in page.texts
    assert running.rows(page)[0]["行号"] == "3"
    page.checkbox(key="finding-import.good_only").set_value(True)
    page.run()
    page.click("finding-import:submit")
    assert "已导入 1 个问题：YL2026-00001 至 YL2026-00001" in page.texts


def test_a_broken_file_is_told_at_its_field(place: Place) -> None:
    page = running.open_page("finding_import", place.people.office)
    page.file_uploader(key="finding-import.file").set_value(("问题.xlsx", b"PK\x03\x04no", EXCEL))
    page.run()
    assert "打不开" in page.texts


IMPORTED = {
    "被检查单位": "东街镇",
    "问题类别": "资金使用不规范",
    "问题来源": "核查",
    "发现日期": date(2026, 4, 1),
    "具体问题描述": "混账核算。",
}


def workbook(*rows: list[object]) -> bytes:
    """A filled-in sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("问题导入")
    for row in ([column.title for column in COLUMNS.values()], *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
