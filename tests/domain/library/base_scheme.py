"""A small sound scheme that tests change in one place."""

from collections.abc import Mapping

HEAD = """
scheme: {id: small, name: 小方案, version: 1, region: 某区, issuer: 某局, purpose: 试, year: {open: year}}
open: {year: {name: 年份, kind: year}}
documents:
  main: {title: 某办法, issuer: 某局, number: 某发〔2024〕1号, effective: 2024-01-01, compared: 2026-01-01}
"""
FACTS = """
facts:
  rate: {name: 合格率, kind: ratio, of: provider, every: quarter}
  score: {name: 得分, kind: number, of: provider, every: month}
  funds: {name: 经费, kind: amount, of: provider, every: quarter}
  breach: {name: 违规, kind: record, of: provider, fields: {intent: {name: 主观, kind: choice, options: [故意, 过失]}}}
"""
RULES = """
rules:
  - id: A
    title: 甲
    clause: 一
    subject: provider
    every: quarter
    when: {value: rate, below: "90%"}
    then:
      - {do: rectify, within: {count: 30, unit: calendar_day, from: 送达}}
"""
CASES = """
cases:
  - name: 触发
    subject: 甲
    today: 2025-04-10
    facts: {rate: [{period: 2025Q1, value: "89%"}]}
    expect: {verdicts: [{id: A, outcome: triggered}]}
"""
SOUND: Mapping[str, str] = {
    "scheme.yaml": HEAD,
    "facts.yaml": FACTS,
    "rules.yaml": RULES,
    "cases.yaml": CASES,
}


def scheme_with(**changed: str) -> dict[str, str]:
    """The small scheme with some files replaced, by their names without the ending, or added."""
    return {**SOUND, **{f"{name}.yaml": text for name, text in changed.items()}}
