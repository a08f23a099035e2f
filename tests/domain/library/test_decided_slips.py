"""Decisions as records: what they are called, and what is refused."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from tests.domain.library.base_scheme import FACTS, scheme_with

DECIDED = """
  sanction:
    {name: 处理决定, kind: record, of: provider, from: decisions, fields: {half: {name: 一半, kind: amount,
     value: {product: [amount, 0.5]}}}}
"""
RULE = """
rules:
  - {id: R-9, title: 两次约谈的警示, clause: 九, subject: provider, every: year,
     when: {value: {count: sanction, where: {value: act, is: 约谈}, within: year}, at_least: 2}, then: [{do: warn}]}
  - {id: R-10, title: 逾期未缴的通报, clause: 九, subject: provider, on: sanction,
     when: {all: [{value: due, below: today}, {not: {reported: fulfilled}}]}, then: [{do: notify}]}
"""


def said(written: str = "", meant: str = "") -> list[str]:
    files = scheme_with(facts=FACTS + DECIDED, rules=RULE, cases="cases: []")
    assert not written or any(written in text for text in files.values())
    files = {name: text.replace(written, meant) if written else text for name, text in files.items()}
    return [str(one) for one in lint(files) if one.severity.value == "error"]


def test_decisions_are_told_as_what_they_are() -> None:
    assert said() == []
    scheme = load_files(scheme_with(facts=FACTS + DECIDED, rules=RULE, cases="cases: []")).scheme
    told = {one.id: one.text for one in articles_of(scheme)}
    assert "生效的处置决定，一项处理算一条，取自处置决定，日期是生效日期，撤销的不算" in told["sanction"]
    assert told["R-10"].startswith("对服务单位的每个“处理决定”，")


@pytest.mark.parametrize(
    ("written", "meant", "sentence"),
    [
        ("is: 约谈", "is: 谈话", "没有这个取值“谈话”"),
        ("{value: act, is: 约谈}", "{value: rule, is: R-99}", "没有这个取值“R-99”"),
        ("from: decisions", "from: decision", "decisions（取自处置决定）"),
        ("from: decisions", "from: decisions, by: office", "取自处置决定的不用登记，不写 by"),
        ("from: decisions", "from: decisions, below: true", "as 与 below 和 from: findings"),
        ("{half:", "{amount:", "登记项“amount”处置决定里已经有，请换一个键"),
        ("value: {product: [amount, 0.5]}", "optional: true", "登记项是现成的，不另外声明"),
        ("{not: {reported: fulfilled}}", "{not: {reported: failed}}", "reported 总是成立"),
    ],
)
def test_what_decisions_do_not_have_is_refused(written: str, meant: str, sentence: str) -> None:
    found = said(written, meant)
    assert any(sentence in one for one in found), found
