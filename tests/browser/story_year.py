"""The providers and units of the year: how they come into being, and what is typed and read about them.

Everything lies in the past of whenever the tests run: periods of last year, a ban that is over by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, expect

from services import clock
from services.contracts import create_contract
from services.facts import record_fact
from services.libraries import list_libraries
from services.measurements import record_measurement
from services.providers import register_provider
from services.regimes import start_regime
from services.unit_figures import record_figure
from tests.browser.story import PATIENCE, Cast, Person
from tests.browser.story_provider import enforce
from tests.provider_world import CODE, OTHER_CODE, contract_values, provider_values

SURVEYED, VOUCHERS, GRADED, BARRED = "康乐服务中心", "和顺服务中心", "安泰服务中心", "恒福服务中心"
CODES = {
    SURVEYED: CODE, VOUCHERS: OTHER_CODE, GRADED: "52640104MJ00000026", BARRED: "52640104MJ00000039",
}  # fmt: skip
SCHEMES = {
    SURVEYED: "兴庆区",
    VOUCHERS: "江都区",
    GRADED: "松岗街道",
    "全市目标": "提升行动",
    "四年计划": "宣州区",
}


@dataclass(frozen=True, slots=True)
class Year:
    """Ids of providers and regimes by name, the year told of, and when the ban of one of them ended."""

    year: int
    ban_ended: date
    regimes: Mapping[str, int]
    providers: dict[str, int] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)


def begin(cast: Cast) -> Year:
    """Start the schemes, register the providers, bar one of them; nothing is measured yet."""
    office, today = cast.people.office, clock.today()
    with cast.app.services():
        regimes = {name: _regime(office, name, region, today.year - 1) for name, region in SCHEMES.items()}
        found = Year(today.year - 1, (today.replace(day=1) - timedelta(days=1)).replace(day=1), regimes)
        for name in CODES:
            found.providers[name] = _provider(cast, found, name)
        _bar(cast, found)
    return found


def _regime(office: Any, name: str, region: str, year: int) -> int:
    library = next(row.id for row in list_libraries(office) if region in row.name)
    asked = {"year": year} if name in CODES else {}
    start = {"started_on": date(year - 4, 1, 1), "parameters": asked}
    return start_regime(office, {"name": f"{region}办法", "library_id": library, **start})


def _provider(cast: Cast, year: Year, name: str) -> int:
    """Known by itself only: nobody is barred on account of another one."""
    regime_id = year.regimes.get(name, year.regimes[VOUCHERS])
    values = provider_values(
        name=name, credit_code=CODES[name], regime_id=regime_id, representative_id="", controller=""
    )
    provider_id = register_provider(cast.people.office, values)
    if name in {SURVEYED, VOUCHERS}:
        term = {"start": date(year.year, 1, 1), "end": date(year.year + 1, 12, 31)}
        create_contract(cast.people.office, provider_id, contract_values(number=f"HT-{provider_id}", **term))
    return provider_id


def _bar(cast: Cast, year: Year) -> None:
    """A behaviour proven and decided three years before the ban ended."""
    day = year.ban_ended.replace(year=year.ban_ended.year - 3)
    found = {
        "event": "gift_cashing", "happened_on": day, "description": "以米面油兑换代金券额度",
        "evidence": "询问笔录", "proven_by": "区民政局",
    }  # fmt: skip
    with clock.frozen(day):
        record_fact(cast.people.inspector, year.providers[BARRED], found)
        year.cases[BARRED] = enforce(cast.people, year.providers[BARRED], "S4-4-14.1", ("0", "1"))


def measures(person: Person, provider_id: int, period: str, **numbers: int) -> None:
    """Record one datum of a provider; the numbers go by the words at their fields."""
    person.opens(f"/measurement_new?provider={provider_id}")
    person.writes("统计期", period)
    for label, number in numbers.items():
        person.writes(label, str(number))
    person.presses("登记")
    person.reads("已登记")


def survey(assessor: Person, year: Year, period: str, satisfied: int) -> None:
    """So many of 10,000 are satisfied."""
    counts = {"满意": satisfied, "不满意": 10_000 - satisfied}
    measures(assessor, year.providers[SURVEYED], period, 服务对象总数=10_000, 抽取人数=10_000, **counts)


def complaints(township: Person, year: Year, month: str, verified: int) -> None:
    """So many verified complaints at 1,000 services."""
    numbers = {"查实的有效投诉件数": verified, "服务人次": 1000}
    measures(township, year.providers[SURVEYED], month, **numbers)


def complaints_of(cast: Cast, year: Year, month: str, verified: int) -> None:
    """The same without a browser."""
    values = {
        "provider_id": year.providers[SURVEYED], "metric": "complaints", "period": month,
        "reporting_unit_id": cast.people.unit("东街镇"), "numerator": verified, "denominator": 1000,
    }  # fmt: skip
    with cast.app.services():
        record_measurement(cast.people.township, values)


def opens_verdicts(office: Person, provider_id: int, period: str) -> None:
    """The list of verdicts on one provider in one period."""
    office.opens(f"/verdicts?provider={provider_id}&period={period}")


def rows(person: Person, *words: str) -> Locator:
    """The rows of tables in which all these words stand."""
    found = person.page.get_by_role("row")
    for word in words:
        found = found.filter(has_text=word)
    return found


def reads_row(person: Person, *words: str) -> None:
    """Wait until there is one row with all these words."""
    expect(rows(person, *words)).to_have_count(1, timeout=PATIENCE)


def order(office: Person, rule: str, requirement: str) -> None:
    """Record the order on a rule's case: delivered forty days ago, to be obeyed until ten days ago."""
    today = clock.today()
    office.opens(f"/decisions?q={rule}")
    office.follows("CZ")
    office.dates("送达日期", today - timedelta(days=40))
    office.writes("送达方式和签收人", "直接送达，负责人签收")
    office.writes("整改要求", requirement)
    office.dates("截止日", today - timedelta(days=10))
    office.presses("下达整改要求")
    office.reads("已下达，整改截至")


def find_unfulfilled(office: Person) -> None:
    """On the page of the order: a person finds that it was not obeyed, with evidence."""
    office.unfolds("认定逾期未改到位")
    office.writes("逾期未改到位的事实", "复查满意率仍为七成，两名服务人员没有更换。")
    office.writes("证据", "复查记录2份、电话回访录音")
    office.presses("认定逾期未改到位")
    office.reads("已认定")


def sign(office: Person, number: str, start: date) -> None:
    """Fill in a contract of the provider on the page and try to sign it."""
    office.writes("合同编号", number)
    office.writes("购买主体", "云溪区民政局")
    office.writes("合同名称", "居家养老服务合同")
    office.dates("起始日", start)
    office.dates("终止日", date(start.year + 1, 12, 31))
    office.presses("签订")


def of_the_main_city(cast: Cast, year: Year, *units: str) -> None:
    """The office has recorded that the target of these townships applies to them."""
    people = cast.people
    with cast.app.services():
        for unit in units:
            values = {"metric": "main_city", "kind": "township", "unit_id": people.unit(unit), "yes": True,
                      "reporting_unit_id": people.office.unit_id, "source": "行政区划"}  # fmt: skip
            record_figure(people.office, year.regimes["四年计划"], values)


def figure(person: Person, regime: str, kind: str, metric: str, period: str, **numbers: int) -> None:
    """Record one figure of a unit; of those in question the person has one."""
    person.opens("/unit_figure_new")
    person.chooses("监管方案", regime)
    person.chooses("对象", kind)
    person.chooses("数据", metric)
    person.writes("统计期", period)
    for label, number in numbers.items():
        person.writes(label, str(number))
    person.writes("来源", "年度统计报表")
    person.presses("登记")
    person.reads("已登记")
