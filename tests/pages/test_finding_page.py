"""The page of one finding: whose turn it is, what everybody may do, its story from order to close-out."""

from datetime import date

import pytest

from services.findings_assign import assign_finding
from services.findings_detail import read_finding
from tests import ledger_world, running, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, evidence, read, version
from tests.pages.conftest import Stand
from tests.running import Page


@pytest.fixture
def place(sqlite_database: Database, stand: Stand) -> Place:
    stand(DAY)
    return ledger_world.campaign(world.district())


def acts(page: Page) -> list[str]:
    """What the page offers to do."""
    return next((list(radio.options) for radio in page.radio if radio.label == "办理"), [])


def choose(page: Page, finding_id: int, act: str) -> Page:
    page.radio(key=f"finding-{finding_id}-act").set_value(act)
    return page.run()


def fill(page: Page, **fields: str) -> Page:
    """Type into areas and fields by the end of their key."""
    for kind in (page.text_area, page.text_input):
        for field in kind:
            name = str(field.key).rpartition(".")[2]
            if name in fields:
                field.set_value(fields[name])
    return page


def test_the_page_of_a_finding_says_whose_turn_it_is_and_why_that_day(place: Place) -> None:
    page = running.open_page("finding", place.people.township, id=place.assigned())
    assert "等待 东街镇 签收并整改，剩20个工作日/32天" in page.texts
    assert "末日2026年5月30日为周六，顺延至2026年6月1日" in page.texts


def test_everybody_is_offered_only_what_they_may_do(place: Place) -> None:
    people, key = place.people, place.rectifying()
    offered = {
        name: acts(running.open_page("finding", getattr(people, name), id=key))
        for name in ("office", "township", "inspector", "leader", "discipline")
    }
    assert offered == {
        "office": ["催办", "督办升级", "交办", "转为长期坚持", "移送线索", "撤销"],
        "township": ["报送整改结果", "更新进展", "申请延期"],
        "inspector": ["移送线索"],
        "leader": [],
        "discipline": [],
    }


def test_a_finding_out_of_sight_is_not_there(place: Place) -> None:
    page = running.open_page("finding", place.people.other_township, id=place.finding())
    assert "找不到这个问题" in page.texts
    assert "混账" not in page.texts


@pytest.mark.parametrize("text", ["", "abc", "999999999999", "-1"])
def test_a_strange_address_shows_a_sentence(place: Place, text: str) -> None:
    page = running.open_page("finding", place.people.office, id=text)
    assert "找不到这个问题" in page.texts


def test_the_story_of_a_finding_through_its_pages(place: Place, stand: Stand) -> None:
    people, key = place.people, place.finding()
    page = running.open_page("finding", people.office, id=key)
    fill(page, requirement="建立专账").click(f"finding-{key}-assign:submit")
    assert "已交办" in page.texts
    page = running.open_page("finding", people.township, id=key)
    page.click(f"finding-{key}-receive:submit")
    assert "已签收" in page.texts
    page = choose(page, key, "报送整改结果")
    fill(page, progress="已建立专账").click(f"finding-{key}-submit:submit")
    assert "请至少上传一份佐证材料" in page.texts
    evidence(key, people.township)
    page.click(f"finding-{key}-submit:submit")
    assert "整改结果已报送" in page.texts
    page = running.open_page("finding", people.office, id=key)
    fill(page, opinion="属实").click(f"finding-{key}-pass-review:submit")
    page = running.open_page("finding", people.inspector, id=key)
    second = str(people.second_inspector.account_id)
    page.selectbox(key=f"finding-{key}-pass-verify.second_account_id").set_value(second)
    fill(page, opinion="现场核实").click(f"finding-{key}-pass-verify:submit")
    assert read(key).state == "verified"
    page = running.open_page("finding", people.office, id=key)
    fill(page, opinion="公示").click(f"finding-{key}-pass-publicity:submit")
    assert "正在公示，2026年5月11日期满" in page.texts
    stand(date(2026, 5, 12))
    page = running.open_page("finding", people.office, id=key)
    fill(page, opinion="予以销号").click(f"finding-{key}-pass-strike:submit")
    assert "“销号”已办理" in page.texts
    assert read(key).state == "closed"


def test_a_result_is_returned_with_a_reason(place: Place) -> None:
    key = place.submitted()
    page = choose(running.open_page("finding", place.people.office, id=key), key, "退回整改")
    page.click(f"finding-{key}-return:submit-danger")
    assert "请填写" in page.texts
    fill(page, reason="凭证不全").click(f"finding-{key}-return:submit-danger")
    assert "等待 东街镇 报送整改结果" in page.texts


def test_the_second_of_two_people_keeps_what_was_typed_and_can_apply_it(place: Place) -> None:
    key = place.finding()
    page = running.open_page("finding", place.people.second_office, id=key)
    fill(page, requirement="第二个人的要求").run()
    assign_finding(place.people.office, key, version(key), place.order())
    page.click(f"finding-{key}-assign:submit")
    assert "已被修改：欧办（专项办）于4月30日09:00办理：交办整改" in page.texts.replace("\\", "")
    assert read(key).requirement != "第二个人的要求"
    page.click(f"finding-{key}-assign:submit")
    assert read(key).requirement == "第二个人的要求"


def test_an_extension_is_asked_and_granted_on_the_pages(place: Place) -> None:
    people, key = place.people, place.assigned()
    page = choose(running.open_page("finding", people.township, id=key), key, "申请延期")
    page.date_input(key=f"finding-{key}-extension.new_due").set_value(date(2026, 6, 20))
    fill(page, reason="审计未结束").click(f"finding-{key}-extension:submit")
    assert "延期申请已提交" in page.texts
    assert "申请延期" not in acts(page)
    page = running.open_page("finding_extensions", people.office)
    page.click("extension-1:submit")
    assert "请选择同意或者不同意" in page.texts
    page.radio(key="extension-1.granted").set_value("yes")
    fill(page, opinion="同意").click("extension-1:submit")
    assert read(key).due == date(2026, 6, 20)
    assert "目前没有单位申请延期" in page.texts


def test_the_queues_list_what_waits(place: Place) -> None:
    people, key = place.people, place.submitted()
    rows = running.rows(running.open_page("finding_checks", people.office))
    assert [(row["下一步"], row["由我办理"]) for row in rows] == [("审核", "是")]
    closed = place.closed()
    rows = running.rows(running.open_page("finding_publicity", people.township))
    assert [(row["id"], row["公示情况"]) for row in rows] == [(closed, "已结束")]
    rows = running.rows(running.open_page("finding_look_back", people.inspector))
    assert [row["id"] for row in rows] == [closed]
    page = choose(running.open_page("finding", people.inspector, id=closed), closed, "回头看")
    page.checkbox(key=f"finding-{closed}-look-back.relapsed").set_value(True)
    page.run()
    fill(page, result="又现", relapse="二季度又混账。").click(f"finding-{closed}-look-back:submit")
    assert "销号后复发" in page.texts
    assert read_finding(people.office, closed).relapses
    assert read(key).state == "submitted"


def test_measures_are_added_and_finished_on_the_page(place: Place) -> None:
    key = place.rectifying()
    page = running.open_page("finding", place.people.township, id=key)
    fill(page, text="建立专账").click(f"finding-{key}-measure:submit")
    assert "已增加措施" in page.texts
    page.click(f"finding-{key}-measure-done-1")
    assert "已完成" in page.texts


def test_a_finding_is_escalated_made_ongoing_and_withdrawn(place: Place) -> None:
    office = place.people.office
    key = place.assigned()
    page = choose(running.open_page("finding", office, id=key), key, "督办升级")
    page.selectbox(key=f"finding-{key}-escalate.level").set_value("1")
    fill(page, reason="进展迟缓").click(f"finding-{key}-escalate:submit-danger")
    assert read(key).escalation == 1
    page = choose(page, key, "转为长期坚持")
    fill(page, goal="每季度核对", reason="需长期管控").click(f"finding-{key}-ongoing:submit-danger")
    assert read(key).state == "ongoing"
    page = choose(page, key, "撤销")
    fill(page, reason="重复").click(f"finding-{key}-withdraw:submit-danger")
    assert "已撤销，台账不再办理" in page.texts
    assert acts(page) == []
