"""A person's answer may hold for the figures of one reporting unit only."""

from datetime import date

from domain.library.library import load_files
from domain.thresholds import Engine, Facts, Reading, Subject
from domain.thresholds.facts import Judgement
from domain.thresholds.verdicts import Outcome

SCHEME = """
scheme: {id: units, name: 分单位判断, version: "1", region: 区, issuer: 区政府, purpose: 测试, year: 2026}
documents:
  main: {title: 办法, issuer: 区政府, compared: 2026-01-01}
facts:
  complaints: {name: 投诉率, kind: ratio, of: provider, every: month, by: township}
rules:
  - id: J-1
    title: 投诉多且推诿的约谈
    clause: 一
    subject: provider
    every: month
    units: separate
    when: {all: [{value: complaints, above: "5%"}, {judgement: shirks, asks: 是否推诿}]}
    then: [{do: interview, text: 约谈}]
"""


def test_an_answer_about_one_township_says_nothing_of_another() -> None:
    engine = Engine(load_files({"scheme.yaml": SCHEME}))
    figures = [
        Reading("complaints", "1", "2026-03", unit, numerator=6, denominator=100) for unit in ("东", "西")
    ]
    said = Judgement("shirks", "1", True, "专项办", "两次不到场", "2026-03", unit="东")
    facts = Facts(subjects=(Subject("1", "provider"),), readings=tuple(figures), judgements=(said,))
    outcomes = {
        one.unit: one.outcome for one in engine.evaluate(facts, date(2026, 4, 2)) if one.period == "2026-03"
    }
    assert outcomes == {"东": Outcome.TRIGGERED, "西": Outcome.NEEDS_JUDGEMENT}
