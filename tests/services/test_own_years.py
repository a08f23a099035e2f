"""Years of a scheme that do not begin in January: typed in, asked for, marked and told by the scheme's own days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import Invalid
from domain.registers import registers_of
from domain.thresholds.years import CALENDAR, Years, year_words, years_from, years_of
from models import engine
from models.decision import Verdict
from models.register import AbsenceCheck, RegisterEntry
from services import clock
from services.awards import award_standing
from services.contracts import create_contract
from services.facts import record_fact
from services.import_sheet import SheetRow
from services.measurement_periods import open_periods
from services.measurements import record_measurement
from services.period_order import last_day
from services.providers import register_provider
from services.regimes import assign_regime
from services.register_import import add_entry, import_register
from services.register_totals import typed_totals
from services.score_marks import give_marks
from services.score_places import SheetPlace
from services.score_sheets import sheets_of_regime
from services.todo import list_todo
from services.verdict_list import read_verdict
from tests import provider_world, stored_schemes
from tests.databases import Database
from tests.provider_world import OTHER_CODE, Supply
from tests.register_world import workbook

TEXT = """
scheme: {id: own-years, name: 年度办法, version: "1", region: 某区, issuer: 某局, purpose: 试,
  in_scope: [provider, township], year_start: START}
documents: {main: {title: 某办法, issuer: 某局, number: 某发〔2024〕1号, effective: 2024-01-01, compared: 2026-11-22}}
parties: {elder: 老人}
facts:
  signed: {name: 签约日, kind: date, of: provider}
  work: {name: 工作得分, kind: number, of: provider, every: year, by: township}
  year_funds: {name: 年度经费, kind: amount, of: provider, every: year}
  staff: {name: 人数, kind: number, of: township, every: year}
  class: {name: 培训, kind: record, of: township, absence: checked}
  fault: {name: 违规, kind: record, of: provider}
  worse: {name: 严重违规, kind: record, of: provider}
  visit: {name: 上门, kind: record, of: elder, absence: checked, fields: {minutes: {name: 分钟, kind: number}}}
duties:
  - {id: U-1, title: 培训, clause: 二, subject: township, who: township, every: year, done: {count: class},
     required: {percent: "50%", of: staff}}
  - {id: U-2, title: 上门, clause: 二, subject: elder, who: provider, every: year, done: {count: visit}, required: 1}
rules:
  - {id: R-1, title: 得分低, clause: 三, subject: provider, every: year, when: {value: work, below: 60},
     then: [{do: deduct, amount: {percent: "1%", of: year_funds}}]}
  - {id: R-2, title: 推荐, clause: 三, subject: provider, every: year, when: {value: work, at_least: 60},
     then: [{do: recommend}]}
  - {id: R-3, title: 有违规的不得评优, clause: 三, subject: provider, on: fault, then: [{do: bar_award}]}
  - {id: R-4, title: 两年内不得评优, clause: 三, subject: provider, on: worse,
     then: [{do: bar_award, lasts: {by: {year_of: row_date, later: 2, month: 11, day: 30}}}]}
scoring:
  yearly:
    name: 年度考核
    of: provider
    every: year
    clause: 四
    total: 100
    items: [{key: look, name: 现场, clause: 四, points: 100, starts: zero,
      steps: [{manual: 评分, at_least: 0, at_most: 100}]}]
    grades: [{grade: 好, at_least: 60}, {grade: 差, below: 60}]
"""
EVE, FIRST = date(2025, 11, 30), date(2025, 12, 1)  # the borders of 2026年度 that begins in December
LAST, AFTER = date(2026, 11, 30), date(2026, 12, 1)


def build(folder: Path, start: str) -> Supply:
    (folder / "scheme.yaml").write_text(TEXT.replace("START", start), encoding="utf-8")
    return provider_world.under(folder / "scheme.yaml", date(2025, 6, 1), date(2025, 1, 1))


def refused(words: str) -> Any:
    return pytest.raises(Invalid, match=words)


def told(supply: Supply, day: date, period: str, **more: Any) -> Any:
    values = {
        "provider_id": supply.provider_id, "metric": "work", "period": period, "figure": "59",
        "reporting_unit_id": supply.people.unit("东街镇"), **more,
    }  # fmt: skip
    with clock.frozen(day):
        return record_measurement(supply.people.office, values)


def asked(supply: Supply, day: date, kind: str = "data_report") -> list[tuple[str, date | None]]:
    with clock.frozen(day):
        found = [one for one in list_todo(supply.people.township).items if one.kind == kind]
    return [(one.title.partition("：")[0], one.due) for one in found]


def base_of(verdict: Verdict) -> object:
    """The sum of which the deduction takes a percentage."""
    following: Any = verdict.consequences[0]
    return following["amount"]["base"]


def test_the_figures_of_a_year_named_by_its_end_follow_its_own_days(
    database: Database, tmp_path: Path
) -> None:
    supply = build(tmp_path, "{month: 12, year: previous}")
    office = supply.people.office
    with clock.frozen(FIRST):
        contract = provider_world.contract_values(start=FIRST, end=LAST, annual="1000", quarter="0")
        create_contract(office, supply.provider_id, contract)
    with refused("还没有开始，这一期自2025-12-01起"):
        told(supply, EVE, "2026")
    first = told(supply, FIRST, "2026")
    verdict = supply.verdict("R-1", "2026")
    assert verdict.inputs["measurements"] == [first.id]
    assert base_of(verdict) == "1000"  # the whole contract lies in this year
    with clock.frozen(FIRST):
        assert read_verdict(office, verdict.key).ends == LAST
        told(supply, FIRST, "2025")
    assert base_of(supply.verdict("R-1", "2025")) is None  # no day of it lies in that year

    for day, newest, current in ((EVE, "2025", "2025"), (FIRST, "2026", "2025"), (AFTER, "2027", "2026")):
        with clock.frozen(day):
            kind = sheets_of_regime(office, supply.regime_id)["yearly"]
        assert (next(iter(kind.periods)), kind.current) == (newest, current)
    place = SheetPlace(supply.regime_id, "yearly", "2026", supply.provider_id)
    with clock.frozen(EVE), refused("还没有开始"):
        give_marks(office, place, {"look": {"points": "80", "reason": "好"}}, "王某")
    with clock.frozen(FIRST):
        assert give_marks(office, place, {"look": {"points": "80", "reason": "好"}}, "王某").ids

    assert asked(supply, LAST) == []
    assert asked(supply, date(2027, 12, 1)) == [("工作得分 2027", date(2027, 11, 30))]
    assert asked(supply, LAST, "register_report") == [("人数 2025", EVE)]
    assert asked(supply, AFTER, "register_report") == [("人数 2026", LAST)]


def test_records_lie_in_the_year_of_the_scheme_and_a_sheet_says_for_which_days_it_is_complete(
    sqlite_database: Database, tmp_path: Path
) -> None:
    supply = build(tmp_path, "{month: 12, year: previous}")
    with clock.frozen(date(2025, 12, 20)):
        for day in (EVE, FIRST):
            add_entry(
                supply.people.office,
                supply.regime_id,
                "class",
                {"name": "东街镇", "day": day.isoformat(), "done_by": "王某"},
            )
    titles, row = ("老人编号", "老人名称", "日期", "分钟", "经办人"), ("A1", "张三", "2025-12-02", 60, "王某")
    with clock.frozen(date(2025, 12, 20)):
        import_register(
            supply.people.office, supply.regime_id, "visit", workbook(titles, row),
            provider_id=supply.provider_id, complete=True,
        )  # fmt: skip
    with engine.reading() as session:
        rows = [(str(one.day), one.period) for one in session.exec(select(RegisterEntry)).all()]
        check = session.exec(select(AbsenceCheck)).one()
    assert sorted(rows) == [("2025-11-30", "2025"), ("2025-12-01", "2026"), ("2025-12-02", "2026")]
    assert (check.since, check.through) == (FIRST, date(2025, 12, 19))


def test_totals_of_a_year_are_dated_on_its_first_day() -> None:
    scheme = stored_schemes.scheme(TEXT.replace("START", "{month: 9}")).scheme
    cells = {"code": "A1", "name": "张三", "period": "2026", "times": "2", "field:minutes": "90"}
    register, years = registers_of(scheme)["visit"], years_of(scheme)
    with refused("2026-09-01"):
        typed_totals(scheme, register, SheetRow(2, cells), date(2026, 8, 31), years)
    rows = typed_totals(scheme, register, SheetRow(2, cells), date(2026, 9, 1), years)
    assert [(one.day, one.period) for one in rows] == [(date(2026, 9, 1), "2026")] * 2


def test_each_provider_is_asked_in_its_own_years(database: Database, tmp_path: Path) -> None:
    """One signed in June; of the other nothing is known, so that its years are those of the calendar."""
    supply = build(tmp_path, "{from: signed}")
    office = supply.people.office
    with clock.frozen(date(2025, 6, 1)):
        other = register_provider(
            office, provider_world.provider_values(name="另一家", credit_code=OTHER_CODE)
        )
        assign_regime(office, supply.regime_id, [other], "服务合同")
    values = {"metric": "signed", "word": "2024-06-10", "reporting_unit_id": supply.people.unit("专项办")}
    told(supply, date(2025, 6, 1), "", **values)
    with refused("2026-06-10"):
        told(supply, date(2026, 6, 9), "2026")
    told(supply, date(2026, 6, 10), "2026")
    told(supply, date(2026, 6, 10), "2025", figure="70")
    told(supply, date(2026, 1, 1), "2025", provider_id=other)
    with clock.frozen(date(2026, 6, 10)):
        assert read_verdict(office, supply.verdict("R-1", "2026").key).ends == date(2027, 6, 9)

    ended, ended_of_other = ("工作得分 2027", date(2028, 6, 9)), ("工作得分 2027", date(2027, 12, 31))
    of_2026 = ("工作得分 2026", date(2026, 12, 31))
    assert asked(supply, date(2026, 12, 31)) == []
    assert asked(supply, date(2027, 12, 31)) == [of_2026]
    assert asked(supply, date(2028, 1, 1)) == [of_2026, ended_of_other]
    told(supply, date(2028, 1, 1), "2026", provider_id=other)
    told(supply, date(2028, 1, 1), "2027", provider_id=other)
    assert asked(supply, date(2028, 6, 9)) == []
    assert asked(supply, date(2028, 6, 10)) == [ended]
    with clock.frozen(date(2028, 12, 30)):
        closable = {one.period for one in open_periods(office, supply.regime_id) if one.metric == "work"}
    assert closable == {"2025", "2026"}  # 2027 may still run for somebody who signed on 31 December


@pytest.mark.parametrize(
    ("years", "ends", "words"),
    [
        (lambda: CALENDAR, date(2026, 12, 31), ""),
        (lambda: Years((-0, 1), (-0, 1)), LAST, "2026年度是2025-12-01至2026-11-30"),
        (lambda: years_from(date(2020, 2, 29)), date(2027, 2, 27), "2026年度是2026-02-28至2027-02-27"),
    ],
)
def test_a_form_says_which_days_the_year_at_hand_has(
    years: Callable[[], Years], ends: date, words: str
) -> None:
    assert last_day("2026", (), years()) == ends
    assert last_day("2026Q4", (), years()) == date(2026, 12, 31)  # quarters are those of the calendar
    assert year_words(years(), date(2026, 3, 1)) == words


def test_what_was_proven_bars_from_the_awards_of_the_year_in_which_it_lies(
    sqlite_database: Database, tmp_path: Path
) -> None:
    supply = build(tmp_path, "{month: 12, year: previous}")

    def recommended() -> list[str]:
        with clock.frozen(date(2029, 1, 1)):
            rows = award_standing(supply.people.office, supply.regime_id)
        return sorted(row.period for row in rows if not row.barred)

    for year in (2025, 2026, 2027, 2028, 2029):
        told(supply, date(2029, 1, 1), str(year), figure="60")
    assert recommended() == ["2025", "2026", "2027", "2028", "2029"]
    values = {"description": "查实", "evidence": "笔录", "proven_by": "核查组"}
    with clock.frozen(date(2029, 1, 1)):
        for event, day in (("fault", FIRST), ("worse", AFTER)):
            record_fact(
                supply.people.office, supply.provider_id, {**values, "event": event, "happened_on": day}
            )
            left = recommended()
            assert left == {"fault": ["2025", "2027", "2028", "2029"], "worse": ["2025", "2029"]}[event]
