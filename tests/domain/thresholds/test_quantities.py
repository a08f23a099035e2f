"""Consequences that are no money: vehicles taken back, places cut."""

from fractions import Fraction

import pytest

from domain.amounts import AmountRange, quantity
from domain.library import lint
from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

CARS = """
facts:
  cars: {name: 车辆数, kind: number, of: village, unit: 辆}
  fee: {name: 服务费, kind: amount, of: village}
  breach: {name: 违规, kind: record, of: village, fields: {}}
rules:
  - {id: CARS, title: 收回车辆10%, clause: 一, subject: village, on: breach,
     then: [{do: recover, text: 收回车辆, amount: AMOUNT}]}
  - {id: MONEY, title: 追回服务费一成, clause: 二, subject: village, on: breach,
     then: [{do: recover, amount: {percent: "10%", of: fee}}]}
  - {id: TOTAL, title: 追回超过一百元, clause: 三, subject: village, every: month,
     when: {value: {amounts: recover, within: month}, above: 100}, then: [{do: warn}]}
caps: {most: {name: 追回上限, clause: 四, of: village, do: recover, within: month, at_most: 60}}
cases:
  - name: 试
    today: 2027-06-01
    subject: 甲村
    facts: {cars: [{value: COUNT}], fee: [{value: 1000}], breach: [{date: 2027-05-02}]}
    expect:
      verdicts:
        - {id: CARS, outcome: triggered, consequences: [{do: recover, amount_from: LOW, amount_to: HIGH}]}
        - {id: MONEY, outcome: triggered, consequences: [{do: recover, amount_from: 60}]}
        - {id: TOTAL, period: 2027-05, outcome: not_triggered}
"""
SHARE = '{percent: "10%", of: cars, unit: 辆, rounded: up}'


def cars(amount: str = SHARE, count: int = 57, low: str = "6", high: str = "6") -> str:
    text = CARS.replace("AMOUNT", amount).replace("COUNT", str(count))
    return text.replace("LOW", low).replace("HIGH", high)


@pytest.mark.parametrize(
    ("amount", "count", "low", "high"),
    [
        (SHARE, 57, "6", "6"),
        (SHARE, 60, "6", "6"),
        (SHARE, 61, "7", "7"),
        (SHARE.replace("up", "down"), 59, "5", "5"),
        (SHARE.replace("up", "half_up"), 55, "6", "6"),
        (SHARE.replace("up", "half_up"), 54, "5", "5"),
        (SHARE.replace(", rounded: up", ""), 57, '"5.7"', '"5.7"'),
        ("{fixed: {at_least: 2, at_most: 3}, unit: 辆}", 57, "2", "3"),
        ("{fixed: 2, per: cars, unit: 名额, cap: 80}", 57, "80", "80"),
    ],
)
def test_an_amount_in_another_unit_is_reckoned_and_touches_neither_caps_nor_totals_of_money(
    amount: str, count: int, low: str, high: str
) -> None:
    assert wrong(cars(amount, count, low, high)) == []


def test_the_sentence_names_the_unit_and_how_parts_of_one_are_rounded() -> None:
    told = {one.id: one.text for one in articles_of(library(cars()).scheme)}
    assert "收回车辆，数额为车辆数的10%（不足一辆的按一辆）" in told["CARS"]
    fixed = {
        one.id: one.text
        for one in articles_of(library(cars("{fixed: 2, unit: 辆}", low="2", high="2")).scheme)
    }
    assert "数额为2辆" in fixed["CARS"]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (SHARE.replace("辆", "万元"), "金额不写 unit，就是元"),
        (SHARE.replace("unit: 辆, ", ""), "rounded（取整）与 unit（单位）一起写"),
        (SHARE.replace(", rounded: up", ""), "百分之几的辆多半不是整数"),
    ],
)
def test_units_that_cannot_be_meant_are_pointed_out(amount: str, said: str) -> None:
    assert any(said in str(one) for one in lint({"scheme.yaml": HEAD + cars(amount)}))


def test_a_settlement_is_money() -> None:
    text = cars("{fixed: 2, unit: 辆}").replace("do: recover, text", "do: settle, text")
    assert any("的数额是钱，不写 unit" in str(one) for one in lint({"scheme.yaml": HEAD + text}))


def test_a_person_picks_within_a_range_of_the_unit() -> None:
    held = AmountRange(Fraction(200), Fraction(350), unit="辆")
    assert held.words() == "2辆至3.5辆"
    assert quantity(150, "吨") == "1.5吨"
    assert AmountRange.from_json(held.to_json()).unit == "辆"
