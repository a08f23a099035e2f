"""Records gathered from the ledger of problems: what nobody types in is refused where somebody writes it."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.registers import registers_of
from tests.domain.library.base_scheme import FACTS, scheme_with

LEDGER = FACTS + "  problem: {name: 问题, kind: record, of: township, from: findings}\n"
FIELD = "fields: {term: {name: 天数, kind: number, value: {elapsed: [assigned, due], unit: calendar_day}}}"


@pytest.mark.parametrize(
    ("written", "meant", "sentence"),
    [
        ("kind: record, of: township, from", "kind: number, of: township, from", "是逐条的，kind 写 record"),
        ("from: findings}", "from: findings, by: township}", "取自问题台账的不用登记，不写 by"),
        ("from: findings}", "from: findings, absence: checked}", "取自问题台账的不用登记"),
        ("from: findings}", "as: lead}", "和 from: findings（取自问题台账）一起写"),
        (
            "from: findings}",
            "from: findings, fields: {x: {name: 甲, kind: text}}}",
            "登记项是现成的，不另外声明",
        ),
        (
            "from: findings}",
            f"from: findings, {FIELD.replace('term:', 'closed:')}}}",
            "登记项“closed”问题台账里已经有",
        ),
        ("of: township", "of: elder", "问题台账按系统里的单位记，of 写"),
        ("of: township", "of: district", "问题是在下属单位查出的，区要看它们的，加 below: true"),
    ],
)
def test_what_the_ledger_cannot_hold_is_refused(written: str, meant: str, sentence: str) -> None:
    found = [str(one) for one in lint(scheme_with(facts=LEDGER.replace(written, meant)))]
    assert any(sentence in one for one in found), found


def test_a_category_that_is_looked_at_again_is_one_of_the_checklist() -> None:
    steps = "steps: [{key: a, name: 审核, role: office}]"
    close = f"close_out: {{clause: 一, {steps}, look_back_of: {{fund: {{count: 3, unit: month}}}}}}\n"
    found = [str(one) for one in lint(scheme_with(handling=close))]
    assert any("检查表的类别" in one for one in found), found


def test_a_nature_that_is_looked_at_again_is_one_that_the_scheme_declares() -> None:
    steps = "steps: [{key: a, name: 审核, role: office}]"
    close = f"close_out: {{clause: 一, {steps}, look_back_by: {{重大: {{count: 3, unit: month}}}}}}\n"
    nature = "finding_nature: {name: 性质, clause: 二, light_to_heavy: [一般, 重大]}\n"
    found = [str(one) for one in lint(scheme_with(handling=close))]
    assert any("没有这个问题性质（finding_nature）“重大”" in one for one in found), found
    sound = scheme_with(handling=close + nature)
    assert not any("look_back_by" in str(one) for one in lint(sound))
    told = "".join(one.text for one in articles_of(load_files(sound).scheme))
    assert "“重大”问题的销号后3个月开展" in told


def test_a_field_computed_from_those_of_the_ledger_is_sound() -> None:
    facts = LEDGER.replace("from: findings}", f"from: findings, below: true, {FIELD}}}")
    assert [str(one) for one in lint(scheme_with(facts=facts))] == []


def test_a_kind_of_rectification_goes_by_the_name_that_the_ledger_has_for_it() -> None:
    rule = "{id: A, title: 甲, clause: 一, subject: township, on: problem, when: {value: sort, is: 长期整改}}"
    kinds = "finding_kinds: {ongoing: {name: 长期整改, clause: 二, closes: false}}\n"
    found = [str(one) for one in lint(scheme_with(facts=LEDGER, rules=f"rules: [{rule}]\n", handling=kinds))]
    assert any("“长期整改”写“长期坚持”" in one for one in found), found


NAMED = (
    LEDGER
    + "  hidden: {name: 隐瞒认定, kind: record, of: township, fields: {of_problem: {name: 编号, kind: text}}}\n"
)


def said(when: str) -> list[str]:
    """What the check says of a rule over each problem."""
    head = "id: A, title: 甲, clause: 一, subject: township, on: problem, then: [{do: notify}]"
    rule = f"rules: [{{{head}, when: {when}}}]"
    return [str(one) for one in lint(scheme_with(facts=NAMED, rules=rule, cases="cases: []"))]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            "relapsed",
            "“回头看时已复发”只有是、否两样，没有填的算“否”，reported 总是成立：写 {value: relapsed, is: true}",
        ),
        ("returned", "“退回次数”没有的算 0，reported 总是成立：写 {value: returned, above: 0}"),
        ("completed", ""),
        ("relapse_of", ""),
    ],
)
def test_whether_there_are_data_is_not_asked_of_what_always_has_some(asked: str, sentence: str) -> None:
    found = [one for one in said(f"{{reported: {asked}}}") if "总是成立" in one]
    assert [sentence] == [sentence for one in found if sentence in one] if sentence else found == []


def test_what_has_to_be_filled_in_is_not_asked_for_either() -> None:
    rule = "rules: [{id: A, title: 甲, clause: 一, subject: provider, on: breach, when: {reported: intent}}]"
    found = [str(one) for one in lint(scheme_with(rules=rule, cases="cases: []"))]
    assert any("“主观”每条都要填，reported 总是成立" in one for one in found), found
    optional = FACTS.replace("options: [故意, 过失]", "options: [故意, 过失], optional: true")
    assert not any(
        "总是成立" in str(one) for one in lint(scheme_with(facts=optional, rules=rule, cases="cases: []"))
    )


@pytest.mark.parametrize(
    ("within", "told"),
    [("", True), (", within: ever", True), (", within: {count: 10, unit: year, after: row_date}", False)],
)
def test_records_that_name_a_problem_are_looked_for_from_the_day_it_was_found(
    within: str, told: bool
) -> None:
    found = said(f"{{happened: hidden, match: {{of_problem: number}}{within}}}")
    assert any("“隐瞒认定”登记在发现问题以后，这里只看到发现那天" in one for one in found) is told


@pytest.mark.parametrize(
    ("when", "listed", "told"),
    [
        ("{value: relapsed, is: true}", "", True),
        ("{value: relapsed, is: true}", ", starts: looked_back", False),
        ("{value: amount, above: 10000}", "", False),
        ("{not: {met: L}}", "", True),
        ("{not: {met: L}}", ", starts: due", False),
    ],
)
def test_what_moves_because_of_a_later_event_does_not_move_on_the_day_of_the_finding(
    when: str, listed: str, told: bool
) -> None:
    act = f"then: [{{do: list, list: watch{listed}}}]"
    rule = f"rules: [{{id: A, title: 甲, clause: 一, subject: township, on: problem, when: {when}, {act}}}]"
    roll = "lists: {watch: {name: 名单, of: township, lasts: {count: 1, unit: year}, clause: 一}}"
    term = "starts: assigned, ends: completed, within: {count: 9, unit: calendar_day}"
    limit = f"time_limits: [{{id: L, title: 按期报送, clause: 一, record: problem, who: township, {term}}}]"
    found = lint(scheme_with(facts=NAMED, rules=rule, cases="cases: []", lists=roll, limits=limit))
    later = "“按期报送”逾期那时" if "met" in when else "“回头看时已复发”那时"
    assert any(f"记在发现问题那天，不是{later}" in str(one) for one in found) is told


TWO = (
    FACTS
    + """  tip: {name: 投诉, kind: record, of: provider, fields: {site: {name: 地点, kind: text}}}
  fine:
    name: 罚款
    kind: record
    of: provider
    fields: {site: {name: 地点, kind: text}, sum: {name: 金额, kind: amount}}
  call: {name: 回访, kind: record, of: village}
  trouble: {name: 不良记录, kind: record, of: provider, from: [tip, fine]}
"""
)


@pytest.mark.parametrize(
    ("written", "meant", "sentence"),
    [
        ("[tip, fine]", "[tip, fin]", "没有这个逐条登记“fin”，是不是“fine”？"),
        ("[tip, fine]", "[tip, rate]", "“合格率”不是一种逐条登记"),
        ("[tip, fine]", "[tip, call]", "“回访”是村居的，“不良记录”是服务单位的，合不到一起"),
        (
            "[tip, fine]",
            "[tip]",
            "from 写 findings（取自问题台账）、decisions（取自处置决定），或者两种以上逐条登记的键",
        ),
        ("from: [tip, fine]", "from: [tip, fine], by: office", "几种登记合在一起的不用登记，不写 by"),
        ("site: {name: 地点", "register: {name: 地点", "与合在一起的“登记种类”同键"),
        (
            "on: trouble, when: {value: site, is: 东}",
            "on: trouble, when: {value: sum, above: 5}",
            "“金额”不是“不良记录”合在一起的各种登记都有的",
        ),
    ],
)
def test_records_that_do_not_go_together_are_refused(written: str, meant: str, sentence: str) -> None:
    head = "id: A, title: 甲, clause: 一, subject: provider, then: [{do: warn}]"
    rule = f"{{{head}, on: trouble, when: {{value: site, is: 东}}}}"
    files = scheme_with(facts=TWO, rules=f"rules: [{rule}]", cases="cases: []")
    assert [str(one) for one in lint(files) if one.severity.value == "error"] == []
    found = [str(one) for one in lint({name: text.replace(written, meant) for name, text in files.items()})]
    assert any(sentence in one for one in found), found


def test_what_a_rule_on_several_registers_reads_has_a_register_of_each_and_none_of_all() -> None:
    rule = "rules: [{id: A, title: 甲, clause: 一, subject: village, on: trouble, then: [{do: warn}]}]"
    facts = FACTS + TWO.removeprefix(FACTS).replace("of: provider", "of: village")
    scheme = load_files(scheme_with(facts=facts, rules=rule, cases="cases: []")).scheme
    assert registers_of(scheme).keys() == {"tip", "fine"}


@pytest.mark.parametrize(
    ("within", "listed", "told"),
    [
        ("{count: 30, unit: calendar_day, after: row_date}", "", True),
        (
            "{count: 30, unit: calendar_day, after: row_date}",
            ", starts: {after: row_date, count: 31, unit: calendar_day}",
            False,
        ),
        ("{count: 30, unit: calendar_day}", "", False),
    ],
)
def test_what_moves_because_of_a_record_that_comes_later_does_not_move_on_the_day_of_the_first(
    within: str, listed: str, told: bool
) -> None:
    act = f"then: [{{do: list, list: watch{listed}}}]"
    when = f"when: {{happened: fine, match: {{site: site}}, within: {within}}}"
    rule = f"rules: [{{id: A, title: 甲, clause: 一, subject: provider, on: tip, {when}, {act}}}]"
    roll = "lists: {watch: {name: 名单, of: provider, lasts: {count: 1, unit: year}, clause: 一}}"
    found = [str(one) for one in lint(scheme_with(facts=TWO, rules=rule, cases="cases: []", lists=roll))]
    assert any("“罚款”在这条“投诉”以后才登记，分和名单却从“投诉”那天起" in one for one in found) is told
    assert not any("错误" in one for one in found)
