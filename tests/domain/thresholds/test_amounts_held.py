"""What an amount comes to where its count is less than nothing, or where it is not known what it is held to."""

from datetime import date

import pytest

from domain.library import load_files
from domain.thresholds.engine import Engine
from domain.thresholds.facts import Facts, Reading, Subject

SCHEME = """
scheme: {id: s, name: 小方案, version: "1", region: 甲区, issuer: 区民政局, purpose: 试, year: 2026}
documents: {main: {title: 小方案, issuer: 区民政局, effective: 2026-12-01, compared: 2026-11-22}}
facts:
  points: {name: 得分, kind: number, of: village, every: month}
  owes: {name: 拖欠, kind: flag, of: village, every: month}
  funds: {name: 经费, kind: amount, of: village, every: month}
rules:
  - {id: A, title: 每低一分扣一百元, clause: 一, subject: village, every: month, when: {value: owes, is: true},
     then: [{do: deduct, amount: {fixed: 100, per: {difference: [90, points]}, cap: {product: ["2%", funds]}}}]}
"""


@pytest.mark.parametrize(
    ("points", "funds", "least", "says"),
    [
        (89, 100_000, 100, ""),
        (60, 100_000, 2000, ""),
        (90, 100_000, 0, ""),
        (95, 100_000, 0, "低于零的按零计"),
        (89, None, None, "经费没有数据，数额待核"),
    ],
)
def test_nothing_less_than_nothing_is_taken_and_nothing_while_the_most_is_not_known(
    points: int, funds: int | None, least: int | None, says: str
) -> None:
    known = [
        Reading("points", "甲村", "2026-12", number=points),
        Reading("owes", "甲村", "2026-12", flag=True),
    ]
    known += [Reading("funds", "甲村", "2026-12", number=funds)] if funds is not None else []
    facts = Facts(subjects=(Subject("甲村", "village"),), readings=tuple(known))
    (verdict,) = Engine(load_files({"scheme.yaml": SCHEME})).evaluate(facts, date(2027, 1, 20))
    amount = verdict.consequences[0].amount
    assert amount is not None
    assert amount.low == least
    assert says in amount.text


CAPPED = SCHEME.replace(', cap: {product: ["2%", funds]}', "") + (
    'caps: {month: {name: 当月上限, clause: 二, of: village, within: month, at_most: {product: ["2%", funds]}}}\n'
)


@pytest.mark.parametrize(("funds", "most"), [(100_000, 100), (4000, 80), (None, None)])
def test_what_several_rules_take_together_is_open_while_the_most_of_it_is_not_known(
    funds: int | None, most: int | None
) -> None:
    known = [Reading("points", "甲村", "2026-12", number=89), Reading("owes", "甲村", "2026-12", flag=True)]
    known += [Reading("funds", "甲村", "2026-12", number=funds)] if funds is not None else []
    facts = Facts(subjects=(Subject("甲村", "village"),), readings=tuple(known))
    (verdict,) = Engine(load_files({"scheme.yaml": CAPPED})).evaluate(facts, date(2027, 1, 20))
    amount = verdict.consequences[0].amount
    assert amount is not None
    assert (amount.low, amount.high) == (most, most)
    assert ("当月上限待核" in amount.text) is (most is None)
