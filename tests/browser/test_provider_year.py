"""A year of providers and units under five of the schemes, on both sides of the borders that the schemes draw.

Each border value is typed into the form by whoever reports it, and what the rules say of it is read on the screen.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from services.contract_list import list_contracts
from tests import world
from tests.browser import story_year as story
from tests.browser.live import running_app
from tests.browser.story import Cast
from tests.browser.story_provider import enforce
from tests.browser.visits import Visitors
from ui.wording import day_text


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """A server and a district of its own."""
    with running_app(tmp_path_factory.mktemp("year")) as app:
        with app.services():
            people = world.district()
        yield Cast(app, people)


@pytest.fixture(scope="module")
def year(cast: Cast) -> story.Year:
    """Providers under their schemes; nothing is measured yet."""
    return story.begin(cast)


def test_ninety_percent_asks_for_nothing_and_a_hundredth_less_for_rectification(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    assessor, office = cast.enters(visit, "assessor"), cast.enters(visit, "office")
    story.survey(assessor, year, f"{year.year}Q1", 9000)
    story.survey(assessor, year, f"{year.year}Q2", 8999)
    assessor.reads("S4-1-19a", "8999/10000 = 89.99% < 90%")
    story.opens_verdicts(office, year.providers[story.SURVEYED], f"{year.year}Q1")
    story.reads_row(office, "S4-1-19a", "9000/10000 = 90% ≥ 90%", "未触发")
    story.opens_verdicts(office, year.providers[story.SURVEYED], f"{year.year}Q2")
    story.reads_row(office, "8999/10000 = 89.99% < 90%", "应当", "■ 触发")
    story.reads_row(office, "8999/10000 = 89.99% ≥ 85%", "未触发")


def test_eighty_five_percent_is_an_order_and_a_hundredth_less_a_decision_and_no_order(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    assessor, office = cast.enters(visit, "assessor"), cast.enters(visit, "office")
    story.survey(assessor, year, f"{year.year}Q3", 8500)
    story.survey(assessor, year, f"{year.year}Q4", 8499)
    assessor.reads("S4-1-20", "8499/10000 = 84.99% < 85%")
    story.opens_verdicts(office, year.providers[story.SURVEYED], f"{year.year}Q3")
    story.reads_row(office, "8500/10000 = 85% < 90%", "■ 触发")
    story.reads_row(office, "8500/10000 = 85% ≥ 85%", "未触发")
    story.opens_verdicts(office, year.providers[story.SURVEYED], f"{year.year}Q4")
    story.reads_row(office, "8499/10000 = 84.99% < 85%", "有权", "■ 触发")
    story.reads_row(office, "8499/10000 = 84.99% < 90%", "让位")
    office.opens(f"/provider?id={year.providers[story.SURVEYED]}")
    office.reads("有 3 项处置正在办理")
    expect(story.rows(office, "CZ", "S4-1-19a")).to_have_count(2)
    story.reads_row(office, "CZ", "S4-1-20", "有权")


def test_complaints_above_five_percent_count_only_in_two_months_that_follow_each_other(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    township, office = cast.enters(visit, "township"), cast.enters(visit, "office")
    provider = year.providers[story.SURVEYED]
    story.complaints(township, year, f"{year.year}-01", 50)
    story.complaints(township, year, f"{year.year}-02", 51)
    story.complaints_of(cast, year, f"{year.year}-04", 51)
    story.opens_verdicts(office, provider, f"{year.year}-02")
    story.reads_row(office, "S4-1-25", "50/1000 = 5% ≤ 5%", "51/1000 = 5.1% > 5%", "未触发")
    story.opens_verdicts(office, provider, f"{year.year}-04")
    story.reads_row(office, "S4-1-25", "没有数据，待核", "51/1000 = 5.1% > 5%", "○ 待核")
    office.opens("/decisions?q=S4-1-25")
    office.reads("没有符合条件的处置")
    story.complaints(township, year, f"{year.year}-05", 51)
    township.reads("有权解除合同：由“待核”变为“触发”")
    office.opens("/decisions?q=S4-1-25")
    story.reads_row(office, story.SURVEYED, "S4-1-25", "连续两次有效投诉率超过5%", "有权")


def test_below_eighty_percent_is_put_right_or_the_qualification_ends(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    township, office = cast.enters(visit, "township"), cast.enters(visit, "office")
    provider = year.providers[story.VOUCHERS]
    for period, satisfied in ((f"{year.year}Q1", 800), (f"{year.year}Q2", 799)):
        story.measures(township, provider, period, 满意人数=satisfied, 有效调查人数=1000)
    township.reads("S4-4-12b", "799/1000 = 79.9% < 80%")
    story.opens_verdicts(office, provider, f"{year.year}Q1")
    story.reads_row(office, "800/1000 = 80% ≥ 80%", "未触发")
    story.order(office, "S4-4-12b", "更换两名服务人员，逐户回访。")
    story.find_unfulfilled(office)
    office.reads("S4-4-12b.2 整改不到位的终止服务资格")
    with cast.app.services():
        case = enforce(cast.people, provider, "S4-4-12b.2", ("0",))
    office.opens(f"/provider?id={provider}")
    office.reads(f"禁入期内：依照 S4-4-12b.2、处置 {case}")
    office.opens(f"/provider?id={provider}&part=contracts")
    story.reads_row(office, f"HT-{provider}", "已解除")


def test_a_contract_is_refused_on_the_last_day_of_three_years_and_signed_on_the_next(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    office, provider = cast.enters(visit, "office"), year.providers[story.BARRED]
    office.opens("/bans")
    story.reads_row(office, story.BARRED, "S4-4-14.1", year.ban_ended.isoformat(), "已期满")
    office.opens(f"/contract_new?provider={provider}")
    story.sign(office, "HT-新", year.ban_ended)
    office.reads(f"依照 S4-4-14.1（五（三）3（1））和处置决定 {year.cases[story.BARRED]}")
    next_day = year.ban_ended + timedelta(days=1)
    office.reads(f"截至{day_text(year.ban_ended)}（含当日）", f"{day_text(next_day)}起方可办理")
    with cast.app.services():
        assert list_contracts(cast.people.office, provider_id=provider).total == 0
    office.dates("起始日", next_day)
    office.presses("签订")
    office.reads("合同 HT-新 已登记")


def test_a_provider_graded_fair_is_told_to_become_good(visit: Visitors, cast: Cast, year: story.Year) -> None:
    office, provider = cast.enters(visit, "office"), year.providers[story.GRADED]
    office.opens(f"/measurement_new?provider={provider}")
    office.chooses("数据", "年度考核等次")
    office.chooses("填报单位", "专项办")
    office.writes("统计期", str(year.year))
    office.chooses("年度考核等次", "合格")
    office.presses("登记")
    office.reads("S4-2-09 年度考核评定的处理：判定为“触发”（合格：年度考核等次为“合格”）")
    story.order(office, "S4-2-09", "提高回访率，年内达到优良。")
    office.reads("责令整改，限期内达到优良", "等待整改，期满后由专项办认定是否改到位")


def test_each_township_reaches_the_target_of_the_plan_or_not_by_its_own_figure(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    story.of_the_main_city(cast, year, "东街镇", "西河镇")
    for username, ready in (("township", 20), ("township2", 19)):
        person = cast.enters(visit, username)
        metric = "老旧小区养老用房达标率"
        numbers = {"已达标小区": ready, "应配置小区": 20}
        story.figure(person, "宣州区办法", "镇街", metric, "2023", **numbers)
    office = cast.enters(visit, "office")
    office.opens("/unit_targets?q=S3-05a")
    story.reads_row(office, "东街镇", "20/20 = 100% ≥ 100%", "2023-12-31", "✓ 已完成")
    story.reads_row(office, "西河镇", "19/20 = 95% < 100%", "2023-12-31", "■ 未完成")


def test_a_district_short_of_the_target_reaches_it_when_its_figure_is_corrected(
    visit: Visitors, cast: Cast, year: story.Year
) -> None:
    office = cast.enters(visit, "office")
    story.figure(office, "提升行动办法", "区", "延伸服务典型案例", "2022", 延伸服务典型案例=2)
    office.opens("/unit_targets?q=S1-08c")
    story.reads_row(office, "云溪区", "延伸服务典型案例 2 < 3", "2022-12-31", "■ 未完成")
    office.follows("云溪区")
    office.reads("2022年全市居家和社区基本养老服务提升行动工作实施方案 二（六）")
    office.follows("云溪区")
    office.follows("2022")
    office.writes("延伸服务典型案例", "3")
    office.writes("来源", "经核对的案例汇编")
    office.writes("更正的原因和依据", "漏计一个已公布的案例。")
    office.presses("更正")
    office.reads("已更正")
    office.opens("/unit_targets?q=S1-08c")
    story.reads_row(office, "云溪区", "≥ 3", "✓ 已完成")
