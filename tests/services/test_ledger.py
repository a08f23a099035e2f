"""The ledger: every filter, both sides of every date, who sees what, and how much it costs."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from domain.errors import Invalid, NotFound, Refused
from domain.findings import Kind, Source
from domain.traffic_lights import Light
from domain.workflow import State
from models import engine
from models.finding import Finding
from services import clock, finding_export
from services.actor import Actor
from services.finding_export import export_ledger, export_ledger_word, ledger_rows
from services.findings_detail import read_finding
from services.findings_end import mark_transferred, withdraw_finding
from services.findings_measures import add_measure
from services.findings_queues import check_queue, look_back_queue, publicity_list
from services.ledger import LedgerPage, read_ledger
from services.ledger_filters import PAGE, SORTS, LedgerQuery
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version
from tests.statements import count_statements

DUE = date(2026, 6, 1)


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def ledger(place: Place, actor: Actor | None = None, **values: Any) -> LedgerPage:
    return read_ledger(actor or place.people.office, LedgerQuery(place.campaign_id, **values))


def ids(place: Place, actor: Actor | None = None, **values: Any) -> list[int]:
    return sorted(row.id for row in ledger(place, actor, **values).rows)


def transferred(place: Place) -> int:
    key = place.assigned()
    with engine.transaction() as session:
        mark_transferred(place.people.office, key, version(key), session=session)
    return key


def test_a_finding_is_overdue_on_the_day_after_its_due_day(place: Place) -> None:
    key = place.assigned()
    with clock.frozen(DUE):
        assert (ledger(place).overdue, ids(place, light=Light.RED)) == (0, [])
        assert ids(place, light=Light.YELLOW) == [key]
    with clock.frozen(date(2026, 6, 2)):
        page = ledger(place)
        assert (page.total, page.overdue, page.rows[0].light) == (1, 1, Light.RED)
        assert ids(place, light=Light.RED) == [key]


@pytest.mark.parametrize(
    ("day", "light"), [(date(2026, 5, 24), Light.GREEN), (date(2026, 5, 25), Light.YELLOW)]
)
def test_a_light_turns_yellow_seven_days_before(place: Place, day: date, light: Light) -> None:
    key = place.assigned()
    with clock.frozen(day):
        assert ledger(place).rows[0].light is light
        assert ids(place, light=light) == [key]


def test_every_row_has_the_light_that_its_filter_finds_it_by(place: Place) -> None:
    place.finding()
    place.assigned()
    place.assigned(fixed_on=date(2026, 5, 2))
    place.assigned(fixed_on=date(2026, 5, 9))
    place.assigned(kind="ongoing", goal="每季度核对")
    place.submitted()
    place.closed()
    with clock.frozen(date(2026, 5, 4)):
        lights = {row.id: row.light for row in ledger(place).rows}
        for light in Light:
            assert ids(place, light=light) == [key for key, shown in lights.items() if shown is light]
    assert sorted(lights.values(), key=str) == sorted(
        [Light.UNSET, Light.GREEN, Light.RED, Light.YELLOW, Light.GREY, None, Light.BLUE], key=str
    )


def test_a_result_handed_in_is_no_longer_overdue(place: Place) -> None:
    place.submitted()
    with clock.frozen(date(2026, 7, 1)):
        assert ledger(place).overdue == 0


def test_each_column_filters(place: Place) -> None:
    people = place.people
    west = people.unit("西河镇")
    one = place.finding()
    two = place.finding(
        unit_id=west, category="r1", item="R1-1", source="complaint", kind="immediate", amount_fen="99",
        people=1, found_on="2026-04-01", title="宣传栏缺失", description="未公示监督电话。",
    )  # fmt: skip
    place.assigned(
        two,
        fixed_on=date(2026, 5, 15),
        responsible_person="赵六",
        kind="immediate",
        assisting_unit_ids=[people.unit("东街二村")],
    )
    same: list[dict[str, Any]] = [
        {"unit_id": west}, {"lead_unit_id": west}, {"categories": ("r1",)}, {"item": "R1-1"},
        {"sources": (Source.COMPLAINT,)}, {"kinds": (Kind.IMMEDIATE,)}, {"states": (State.ASSIGNED,)},
        {"amount_to": 9900}, {"people_from": 1, "amount_to": 9900}, {"found_to": date(2026, 4, 1)},
        {"due_from": date(2026, 5, 15)}, {"due_to": date(2026, 5, 15)}, {"person": "赵"}, {"text": "监督 宣传栏"},
        {"text": "yl2026-00002"}, {"assisting_unit_id": people.unit("东街二村")},
    ]  # fmt: skip
    for values in same:
        assert ids(place, **values) == [two], values
    other: list[dict[str, Any]] = [
        {"amount_from": 9901}, {"people_from": 2}, {"found_from": date(2026, 4, 2)}, {"text": "混账"},
        {"unit_id": people.unit("东街镇")}, {"light": Light.UNSET},
    ]  # fmt: skip
    for values in other:
        assert ids(place, **values) == [one], values
    assert ids(place, due_from=date(2026, 5, 16)) == ids(place, due_to=date(2026, 5, 14)) == []


def test_a_township_takes_its_villages_with_it(place: Place) -> None:
    key = place.finding(unit_id=place.people.unit("东街一村"))
    assert ids(place, unit_id=place.people.unit("东街镇")) == [key]
    assert ids(place, place.people.township) == [key]


def test_signs_of_a_search_are_taken_as_they_are(place: Place) -> None:
    key = place.finding(description="达标率100%，编号A_1，'引号'")
    assert ids(place, text="100%") == ids(place, text="A_1") == ids(place, text="'引号'") == [key]
    assert ids(place, text="A%1") == []


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS), "nonsense", ""])
def test_every_sort_gives_every_row_once(place: Place, sort: str) -> None:
    first, second = place.finding(), place.assigned()
    assert ids(place, sort=sort) == [first, second]
    assert ids(place, sort=sort, text="混账") == [first, second]


def test_amounts_sort_both_ways(place: Place) -> None:
    small, large = place.finding(amount_fen="1"), place.finding(amount_fen="2")
    assert [row.id for row in ledger(place, sort="amount").rows] == [small, large]
    assert [row.id for row in ledger(place, sort="-amount").rows] == [large, small]


def test_rows_without_a_date_come_last(place: Place) -> None:
    place.finding()
    dated = place.assigned()
    assert ledger(place, sort="due").rows[0].id == dated
    assert ledger(place, sort="-due").rows[0].id == dated


def real(sent: list[str]) -> list[str]:
    """Without the BEGIN that SQLite is sent."""
    return [statement for statement in sent if not statement.startswith("BEGIN")]


def many(place: Place, count: int) -> None:
    usual = read(place.finding()).model_dump(exclude={"id"})
    with engine.transaction() as session:
        session.add_all(Finding(**usual | {"number": f"X{number:05d}"}) for number in range(1, count))


def test_a_page_has_fifty_rows_and_the_last_one_the_rest(place: Place) -> None:
    many(place, PAGE + 1)
    first, last = ledger(place), ledger(place, page=2)
    assert (len(first.rows), first.total, len(last.rows)) == (PAGE, PAGE + 1, 1)


@pytest.mark.parametrize("text", ["", "混账"])
def test_a_page_beyond_the_end_shows_an_existing_one(place: Place, text: str) -> None:
    place.finding()
    page = ledger(place, page=99, text=text)
    assert (len(page.rows), page.total, page.page) == (1, 1, 1)


@pytest.mark.parametrize("text", ["", "混账"])
def test_a_page_takes_three_statements_however_many_rows(place: Place, text: str) -> None:
    many(place, 60)
    ledger(place)
    with count_statements() as sent:
        ledger(place, text=text)
    assert len(real(sent)) == (2 if text else 3)


def test_an_export_takes_a_fixed_number_of_statements(place: Place) -> None:
    many(place, 60)
    query = LedgerQuery(place.campaign_id)
    ledger_rows(place.people.office, query)
    with count_statements() as sent:
        assert len(ledger_rows(place.people.office, query)) == 60
    assert len(real(sent)) == 7


def test_people_see_what_their_units_are_part_of(place: Place) -> None:
    people = place.people
    mine = place.finding()
    led = place.assigned(place.finding(unit_id=people.unit("西河镇")), lead_unit_id=people.unit("东街镇"))
    assisted = place.assigned(
        place.finding(unit_id=people.unit("西河镇")), assisting_unit_ids=[people.unit("东街一村")]
    )
    foreign = place.finding(unit_id=people.unit("西河镇"))
    assert ids(place, people.township) == [mine, led, assisted]
    assert ids(place, people.village) == [assisted]
    assert ids(place, people.other_township) == [led, assisted, foreign]
    for viewer in (people.office, people.inspector, people.leader, people.discipline):
        assert len(ids(place, viewer)) == 4
    with pytest.raises(NotFound):
        read_finding(people.township, foreign)
    for viewer in (people.admin, people.assessor):
        with pytest.raises(Refused):
            ledger(place, viewer)


def test_a_provider_sees_its_own_findings_only(place: Place) -> None:
    people = place.people
    key = place.finding(unit_id=people.unit("康乐服务中心"))
    assert ids(place, people.provider) == [key]
    assert ids(place, people.other_provider) == []


def test_of_a_transferred_finding_the_ledger_shows_that_and_nothing_more(place: Place) -> None:
    key = transferred(place)
    row = ledger(place).rows[0]
    assert (row.state, row.title) == (State.TRANSFERRED, "（已移送，内容不再显示）")
    assert (row.amount_fen, row.people, row.person, row.provider) == (None, None, "", "")
    detail = read_finding(place.people.office, key)
    assert (detail.facts.description, detail.work.requirement, detail.facts.amount_fen) == ("", "", 0)
    assert [entry.summary for entry in detail.timeline] == ["已移送"]
    assert detail.can.moves == frozenset()


def test_hidden_texts_cannot_be_searched_out(place: Place) -> None:
    key = transferred(place)
    for values in ({"text": "混账"}, {"amount_from": 1}, {"people_from": 1}, {"person": "张"}):
        assert ids(place, **values) == [], values
    assert ids(place, text=read(key).number) == [key]


def document_text(content: bytes) -> str:
    return "".join(Document(BytesIO(content)).element.body.itertext())


def test_the_word_export_says_what_was_filtered_and_holds_the_rows_in_sight(place: Place) -> None:
    transferred(place)
    place.finding(description="未设专账")
    query = LedgerQuery(place.campaign_id, categories=("r2",))
    words = document_text(export_ledger_word(place.people.township, query, "问题类别：资金"))
    assert "筛选条件：问题类别：资金" in words
    assert "未设专账" in words
    assert "混账" not in words
    assert "未设专账" not in document_text(export_ledger_word(place.people.other_township, query))


def test_the_export_holds_the_filtered_rows_and_no_text_of_transferred_ones(place: Place) -> None:
    transferred(place)
    place.finding(description='=HYPERLINK("http://x","点我")')
    place.finding(category="r1", item="R1-1", description="不在筛选之内")
    content = export_ledger(place.people.office, LedgerQuery(place.campaign_id, categories=("r2",)))
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [str(cell.value) for cell in cells]
    assert "（已移送，内容不再显示）" in texts
    assert not any("混账" in text or "筛选之内" in text for text in texts)
    assert all(cell.data_type != "f" for cell in cells)


def test_the_export_has_what_stands_beside_the_finding(place: Place) -> None:
    key = place.submitted(place.rectifying(place.assigned(assisting_unit_ids=[place.people.unit("西河镇")])))
    add_measure(place.people.township, key, version(key), {"text": "建立专账", "person": "李四"})
    place.passed(key, place.people.office)
    place.passed(key, place.people.inspector, place.people.second_inspector)
    row = ledger_rows(place.people.office, LedgerQuery(place.campaign_id))[0]
    assert (row.measures, row.assisting_units, row.evidence) == ("建立专账，李四", "西河镇", "1")
    assert (row.reviewer, row.verifier, row.verified_on) == ("欧办", "严查、严明", DAY)
    assert (str(row.amount), str(row.recovered), row.category) == ("1234.56", "200", "资金使用不规范")


def test_a_township_exports_its_own_rows(place: Place) -> None:
    place.finding()
    place.finding(unit_id=place.people.unit("西河镇"))
    rows = ledger_rows(place.people.township, LedgerQuery(place.campaign_id))
    assert [row.unit for row in rows] == ["东街镇"]


def test_an_export_that_is_too_large_says_what_to_do(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    many(place, 3)
    monkeypatch.setattr(finding_export, "MOST_ROWS", 2)
    with pytest.raises(Invalid, match="一次最多导出2条"):
        ledger_rows(place.people.office, LedgerQuery(place.campaign_id))


def test_queues_show_what_waits_for_whom(place: Place) -> None:
    people, campaign = place.people, place.campaign_id
    key = place.submitted()
    row = check_queue(people.office, campaign)[0]
    assert (row.id, row.step, row.mine) == (key, "审核", True)
    assert check_queue(people.inspector, campaign)[0].mine is False
    closed = place.closed()
    assert [one.id for one in publicity_list(people.township, campaign).rows] == [closed]
    assert [one.id for one in look_back_queue(people.inspector, campaign).rows] == [closed]
    assert look_back_queue(people.inspector, campaign, done=True).rows == []
    second = look_back_queue(people.inspector, campaign, page=2, size=1)
    assert (second.total, second.rows) == (1, [])


def test_withdrawn_findings_stay_in_the_ledger(place: Place) -> None:
    key = place.finding()
    withdraw_finding(place.people.office, key, version(key), {"reason": "重复"})
    assert ids(place) == [key]
    assert ledger_rows(place.people.office, LedgerQuery(place.campaign_id))[0].remark == "重复"
