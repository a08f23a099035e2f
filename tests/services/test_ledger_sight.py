"""Who sees which rows of the ledger, on the screen and in its exports."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from domain.errors import Invalid, NotFound, Refused
from domain.workflow import State
from models import engine
from models.finding import Finding
from services import clock, finding_export
from services.actor import Actor
from services.finding_export import export_ledger, export_ledger_word, ledger_rows
from services.findings_detail import read_finding
from services.findings_end import mark_transferred
from services.findings_measures import add_measure
from services.ledger import LedgerPage, read_ledger
from services.ledger_filters import LedgerQuery
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version


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


def many(place: Place, count: int) -> None:
    usual = read(place.finding()).model_dump(exclude={"id"})
    with engine.transaction() as session:
        session.add_all(Finding(**usual | {"number": f"X{number:05d}"}) for number in range(1, count))


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
