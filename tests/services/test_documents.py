"""文书: what can be issued, what is stored, and that the same data give the same bytes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.errors import Invalid, NotFound, WrongState
from domain.workflow import State
from models.document import IssuedDocument
from models.finding import Finding
from services import clock
from services.documents import (
    KINDS,
    draft_document,
    issue_document,
    preview_document,
    read_document,
    withdraw_document,
)
from services.documents_issuable import issuable
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.document_world import TERM, filled, notice, ordered, text
from tests.world import People

TODAY = rows.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    with clock.frozen(TODAY):
        yield world.district()


@pytest.fixture
def campaign(people: People) -> int:
    return rows.campaign(people)


@pytest.fixture
def finding(people: People, campaign: int) -> int:
    return ordered(people, campaign)


def test_a_notice_says_what_was_found_what_is_asked_and_how_the_day_was_computed(
    people: People, finding: int
) -> None:
    words = text(people, "rectification_notice", [finding])
    for part in (
        "康乐服务中心：",
        "工单与实际服务不符",
        "实施方案第十三条",
        "逐单核对并退款",
        "30日内（自然日）",
        "2026年6月22日",
    ):
        assert part in words, part
    assert TERM.explain() in words


def test_a_notice_names_the_document_of_a_bare_clause(people: People, campaign: int) -> None:
    item = {"item": "R1-1", "category": "r1"}
    bare = text(people, "rectification_notice", [ordered(people, campaign, basis="三（一）", **item)])
    assert "对照依据：《专项治理方案》三（一）。" in bare
    own = text(people, "rectification_notice", [ordered(people, campaign, basis="服务合同第八条", **item)])
    assert "对照依据：服务合同第八条。" in own


def test_a_notice_with_a_fixed_day_states_the_day_and_no_length(people: People, campaign: int) -> None:
    key = ordered(people, campaign, deadline={})
    assert "请在2026年6月22日前（含当日）完成整改" in text(people, "rectification_notice", [key])


def test_findings_of_one_unit_and_one_day_share_a_notice_and_others_do_not(
    people: People, campaign: int
) -> None:
    first, second = ordered(people, campaign), ordered(people, campaign)
    later = ordered(people, campaign, due=TERM.due + DAY)
    found = [one.owner_ids for one in issuable(people.office, campaign) if one.kind == "rectification_notice"]
    assert found == [(first, second), (later,)]
    with pytest.raises(WrongState, match="整改期限不同"):
        draft_document(people.office, "rectification_notice", [first, later])
    elsewhere = rows.finding(campaign, people.unit("东街镇"), state=State.ASSIGNED, due=TERM.due)
    with pytest.raises(WrongState, match="牵头单位"):
        draft_document(people.office, "rectification_notice", [first, elsewhere])


def test_what_was_issued_is_rendered_again_to_the_same_bytes(people: People, finding: int) -> None:
    values = filled(people, "rectification_notice", [finding], number="云民函〔2026〕3号", head="letter")
    shown = preview_document(people.office, "rectification_notice", [finding], values)
    key = issue_document(people.office, "rectification_notice", [finding], values)
    again = read_document(people.provider, key)
    assert again.same
    assert again.content == shown.content
    assert again.file_name == "云民函〔2026〕3号 整改通知书.docx"


def test_it_says_so_when_the_stored_data_no_longer_give_what_was_issued(people: People, finding: int) -> None:
    key = notice(people, finding)
    data = rows.all_of(IssuedDocument)[0].data
    rows.change(IssuedDocument, key, data={**data, "addressee": "另一家"})
    assert not read_document(people.office, key).same


def test_later_changes_of_the_rows_do_not_change_the_document(people: People, finding: int) -> None:
    key = notice(people, finding)
    rows.change(Finding, finding, description="改过的事实")
    assert read_document(people.office, key).same


def test_a_number_is_typed_or_left_empty_and_used_once(people: People, campaign: int) -> None:
    first, second, third = (ordered(people, campaign) for _ in range(3))
    notice(people, first)
    assert rows.all_of(IssuedDocument)[0].number == ""
    key = notice(people, second, number="云民函〔2026〕3号")
    with pytest.raises(Invalid, match="已经用于") as told:
        notice(people, third, number="云民函〔2026〕3号")
    assert list(told.value.fields) == ["number"]
    withdraw_document(people.office, key, "文号登记错误")
    notice(people, third, number="云民函〔2026〕3号")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2026-02-30"),
        ("day", ""),
        ("issuer", "  "),
        ("head", "gold"),
        ("number", "号" * 61),
        ("requirements", "字" * 8001),
    ],
)
def test_each_mistake_is_told_at_its_field(people: People, finding: int, field: str, value: str) -> None:
    with pytest.raises(Invalid) as told:
        notice(people, finding, **{field: value})
    assert list(told.value.fields) == [field]


def test_a_head_needs_a_number_because_none_is_invented(people: People, finding: int) -> None:
    with pytest.raises(Invalid, match="不用版头"):
        notice(people, finding, head="red")
    assert rows.all_of(IssuedDocument) == []


@pytest.mark.parametrize("state", [State.REGISTERED, State.TRANSFERRED, State.WITHDRAWN])
def test_no_notice_on_what_was_not_ordered_or_has_left_the_ledger(
    people: People, campaign: int, state: State
) -> None:
    key = ordered(people, campaign, state=state)
    with pytest.raises(WrongState):
        draft_document(people.office, "rectification_notice", [key])


def test_an_issued_notice_leaves_the_list_until_it_is_declared_void(
    people: People, campaign: int, finding: int
) -> None:
    def waiting() -> list[str]:
        return [one.kind for one in issuable(people.office, campaign) if "notice" in one.kind]

    assert waiting() == ["rectification_notice"]
    key = notice(people, finding)
    assert waiting() == []
    with pytest.raises(Invalid):
        withdraw_document(people.office, key, " ")
    withdraw_document(people.office, key, "期限写错")
    assert waiting() == ["rectification_notice"]
    with pytest.raises(WrongState):
        withdraw_document(people.office, key, "再次")


def test_an_overdue_finding_can_be_pressed_again_and_the_letter_counts(people: People, campaign: int) -> None:
    key = ordered(people, campaign, due=TODAY - DAY, title="未退款")
    assert "第1次向你单位发函督办" in text(people, "supervision_letter", [key], deadline="2026-06-20")
    values = filled(people, "supervision_letter", [key], deadline="2026-06-20")
    issue_document(people.office, "supervision_letter", [key], values)
    words = text(people, "supervision_letter", [key], deadline="2026-06-20")
    assert "第2次向你单位发函督办" in words
    assert "已逾期1日" in words
    assert "supervision_letter" in [one.kind for one in issuable(people.office, campaign)]


def test_there_is_no_document_of_an_unknown_kind_or_about_nothing(people: People) -> None:
    with pytest.raises(NotFound):
        draft_document(people.office, "poem", [1])
    with pytest.raises(NotFound):
        draft_document(people.office, "rectification_notice", [])
    with pytest.raises(NotFound):
        draft_document(people.office, "rectification_notice", [999])


def test_every_kind_of_document_has_a_name_and_its_own_code() -> None:
    assert all(code == kind.code and kind.name for code, kind in KINDS.items())
