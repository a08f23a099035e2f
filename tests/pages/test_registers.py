"""Registers, periods and reports on orders, driven as the people who use them."""

from datetime import date
from typing import Any

from domain.thresholds.verdicts import Outcome
from services.decision_force import issue_order
from services.duty_list import list_duties
from services.measurement_periods import closing_of
from services.measurements import record_measurement
from services.order_reports import list_reports
from services.regimes import start_regime
from services.targets import list_targets
from tests import campaign_world, provider_world, register_world, world
from tests.databases import Database
from tests.pages.conftest import Stand
from tests.provider_world import TODAY
from tests.running import Page, open_page, rows, tick
from tests.services import test_scores

MONTHLY = """deliverables:
  - {id: D-3, title: 月度统计, clause: 五, who: [township], repeats: {every: month, day: 5, about: previous}}
"""


def fill(page: Page, form: str, **values: Any) -> None:
    """Put values into the fields of a form, one after the other."""
    for name, value in values.items():
        key = f"{form}.{name}"
        test = page.test
        fields = [*test.text_input, *test.text_area, *test.selectbox, *test.number_input, *test.date_input]
        field: Any = next(one for one in fields if one.key == key)
        field.set_value(value)
        page.run()


def test_a_village_registers_and_sees_what_is_still_missing(sqlite_database: Database, stand: Stand) -> None:
    stand(date(2026, 5, 10))
    registry = register_world.build("s4-1", {"year": 2026})
    village = registry.people.village
    page = open_page("register_new", village)
    fill(page, "register-new", fact="recipients")
    fill(page, "register-new", period="2026-04", value="一")
    page.click("register-new:submit")
    assert "请填写数字" in page.texts
    fill(page, "register-new", value="21")
    page.click("register-new:submit")
    (row,) = list_duties(village, registry.regime_id, duty="S4-1-15a").rows
    assert (row.subject, row.required, row.missing) == (village.unit_name, 3, 3)
    shown = rows(open_page("duties", village, duty="S4-1-15a"))
    assert [(one["应完成"], one["还差"], one["结果"]) for one in shown] == [(3, 3, "未完成")]
    (line,) = list_targets(village, words="S4-1-15a").rows
    own = open_page("unit_target", village, id=line.subject_id)
    assert [one["内容"] for one in rows(own, 1)] == ["21人"]
    assert "登记簿共 1 条" in own.texts


def test_the_office_ticks_the_reports_that_came_and_reminds_the_others(
    sqlite_database: Database, stand: Stand
) -> None:
    stand(date(2026, 6, 8))
    people = world.district()
    library_id = campaign_world.library(campaign_world.SCHEME.replace("deliverables:\n", MONTHLY))
    values = {"name": "报送考核", "library_id": library_id, "started_on": date(2026, 5, 10),
              "parameters": {"year": 2026, "hotline": "12345"}}  # fmt: skip
    regime_id = start_regime(people.office, values)
    page = open_page("filings", people.office, filing="D-3")
    assert [(one["单位"], one["状态"]) for one in rows(page)] == [
        ("东街镇", "逾期未报"),
        ("西河镇", "逾期未报"),
    ]
    tick(page, "filings:table", [rows(page)[0]["id"]])
    fill(page, "filings-receive", day=date(2026, 6, 5))
    page.click("filings-receive:submit")
    assert "已登记1个单位的报送" in page.texts
    assert [(one["单位"], one["状态"]) for one in rows(page)] == [
        ("西河镇", "逾期未报"),
        ("东街镇", "按时报来"),
    ]
    page.click("remind-all")
    assert "已催报1个单位" in page.texts
    own = open_page("filings", people.township, regime=regime_id, filing="D-3")
    assert [one["报来"] for one in rows(own)] == ["2026-06-05"]


def test_the_office_closes_periods_and_names_the_reason_for_what_is_missing(
    sqlite_database: Database, stand: Stand
) -> None:
    stand(TODAY)
    supply = provider_world.build()
    supply.survey("2026Q1", 95, 100)
    office = supply.people.office
    page = open_page("periods", office)
    wanted = next(row for row in rows(page) if (row["数据"], row["统计期"]) == ("满意度测评", "2026Q2"))
    assert "康乐服务中心" in wanted["没有数据的"]
    tick(page, "periods:table", [wanted["id"]])
    page.click("periods-close:submit-danger")
    assert "请说明原因" in page.texts
    fill(page, "periods-close", reason="本期没有开展")
    page.click("periods-close:submit-danger")
    assert closing_of(office, supply.regime_id, "survey", "2026Q2").closed
    assert wanted["id"] not in {row["id"] for row in rows(page)}, "the tick goes with its row"
    assert not closing_of(office, supply.regime_id, "survey", "2026Q1").closed


def test_a_provider_reports_on_its_order_and_the_office_reads_the_report(
    sqlite_database: Database, stand: Stand
) -> None:
    stand(TODAY)
    supply = provider_world.build()
    supply.survey("2026Q1", 89, 100)
    case = supply.case("T-19a")
    served = {"served_on": TODAY, "receipt": "张某签收", "requirement": "逐条整改"}
    issue_order(supply.people.office, case.key, case.version, served)
    page = open_page("decision", supply.people.provider, id=case.key)
    form = f"order-report-{case.key}"
    page.click(f"{form}:submit")
    assert "请填写" in page.texts
    fill(page, form, text="已逐条改正", evidence="培训签到表")
    page.click(f"{form}:submit")
    assert [one.text for one in list_reports(supply.people.office, case.key)] == ["已逐条改正"]
    assert "已逐条改正" in open_page("decision", supply.people.office, id=case.key).texts


def test_marks_are_given_on_the_sheet_and_the_total_the_grade_and_the_rule_follow(
    sqlite_database: Database, stand: Stand
) -> None:
    day = date(2027, 1, 20)
    stand(day)
    supply = provider_world.under(provider_world.SCHEMES / "scored.yaml", day, date(2026, 1, 1))
    office = supply.people.office
    for metric, value in (("plan", {"yes": True}), ("meetings", {"figure": "3"})):
        told = {"provider_id": supply.provider_id, "metric": metric, "period": "2026",
                "reporting_unit_id": supply.people.unit("专项办"), **value}  # fmt: skip
        record_measurement(office, told)
    (row,) = rows(open_page("scores", office))
    assert (row["总分"], row["还缺什么、为什么"]) == ("—", "待评：服务态度、档案管理、创新做法")
    place: dict[str, Any] = {"regime": supply.regime_id, "sheet": "annual", "period": "2026"}
    place["id"] = supply.provider_id
    page = open_page("score_sheet", office, **place)
    form = f"marks-annual-2026-{supply.provider_id}"
    for item, points in (("style", "-31"), ("record", "5"), ("extra", "2")):
        fill(page, form, **{f"points:{item}": points, f"reason:{item}": "抽查"})
    page.click(f"{form}:submit")
    assert "“服务态度”的评分要在-30至0分之间" in page.texts
    fill(page, form, **{"points:style": "-20"})
    page.click(f"{form}:submit")
    assert "已登记3项评分" in page.texts
    assert [(one["项目"], one["得分"]) for one in rows(page)] == [
        ("工作计划", "20"), ("工作例会", "20"), ("服务态度", "10"), ("档案管理", "5"), ("创新做法（加减分）", "2"),
    ]  # fmt: skip
    assert supply.verdict("N-1", "2026").outcome == Outcome.TRIGGERED
    page.test.selectbox(key="correct-item").set_value("record")
    page.run()
    fill(page, "correct-mark-2", points="15", why="漏计一项")
    page.click("correct-mark-2:submit-danger")
    (row,) = rows(open_page("scores", supply.people.provider))
    assert (row["总分"], row["等次"], row["名次"]) == ("67", "合格", 1)
    own = open_page("score_sheet", supply.people.provider, **place)
    assert [one.key for one in own.button if str(one.key).startswith("marks-")] == []


def test_a_result_is_told_contested_and_changed_by_somebody_else_on_the_pages(
    sqlite_database: Database, stand: Stand
) -> None:
    stand(test_scores.DAY)
    supply = test_scores.build()
    test_scores.give(supply, test_scores.FULL)
    place: dict[str, Any] = {"regime": supply.regime_id, "sheet": "annual", "period": "2026"}
    place["id"] = supply.provider_id
    scores = open_page("scores", supply.people.office)
    fill(scores, "tell-annual-2026", how="当面签收")
    scores.click("tell-annual-2026:submit")
    own = open_page("score_sheet", supply.people.provider, **place)
    fill(own, f"ask-review-annual-2026-{supply.provider_id}", reason="两份档案当时在整理")
    own.click(f"ask-review-annual-2026-{supply.provider_id}:submit")
    assert "有您登记的评分" in open_page("score_review", supply.people.office, id=1).texts
    page = open_page("score_review", supply.people.leader, id=1)
    page.test.radio(key="decide-review-1.state").set_value("changed")
    page.run()
    decided = {"points:record": "17.5", "reason:record": "一份档案缺签字", "opinion": "漏看两份"}
    fill(page, "decide-review-1", **decided)
    page.click("decide-review-1:submit-danger")
    shown = open_page("score_review", supply.people.provider, id=1).texts
    assert "65.5分，合格" in shown
    assert "漏看两份" in shown
