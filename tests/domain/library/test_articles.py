"""A scheme told to its reader: everything it says is there, with its clause, and keeps its key."""

from pathlib import Path

import pytest

from domain.library import load_folder
from domain.library.articles import SECTIONS, articles_of, sections_of
from domain.library.library import Library, load_files
from domain.library.models.base import Entry
from domain.library.scopes import visits

SCHEMES = sorted((Path(__file__).resolve().parents[3] / "checklists").glob("*/scheme.yaml"))
HEAD = """
scheme:
  {id: small, name: 小方案, version: "1", region: 甲区, issuer: 区民政局, purpose: 试用, year: 2026}
documents:
  main: {title: 小方案, issuer: 区民政局, number: 甲民发〔2026〕1号, compared: 2026-01-01}
  upper: {title: 上位文件, issuer: 省民政厅, compared: 2026-01-01}
"""


def small(text: str) -> Library:
    return load_files({"scheme.yaml": HEAD + text})


def texts(library: Library) -> dict[str, str]:
    return {article.key: article.full for article in articles_of(library.scheme)}


@pytest.mark.parametrize("head", SCHEMES, ids=lambda head: head.parent.name)
def test_every_numbered_entry_of_every_scheme_is_told_with_a_sentence_and_its_clause(head: Path) -> None:
    library = load_folder(head.parent)
    articles = articles_of(library.scheme)
    told = {article.id: article for article in articles if article.number}
    entries = [visit.node for visit in visits(library.scheme) if isinstance(visit.node, Entry)]
    assert entries
    for entry in entries:
        assert told[entry.id].text, entry.id
        assert told[entry.id].clause == entry.clause
    assert len({article.key for article in articles}) == len(articles)
    assert "（见方案）" not in "".join(article.text for article in articles)


@pytest.mark.parametrize("head", SCHEMES, ids=lambda head: head.parent.name)
def test_no_key_of_a_phase_is_shown_for_its_name(head: Path) -> None:
    scheme = load_folder(head.parent).scheme
    shown = "\n".join(article.full for article in articles_of(scheme))
    assert [phase.key for phase in scheme.phases if f"“{phase.key}”" in shown] == []


def test_sections_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    found = [one.key for one in sections_of(small("").scheme)]
    assert found == ["documents"]
    ordered = [one.key for one in sections_of(load_folder(SCHEMES[-1].parent).scheme)]
    assert ordered == sorted(ordered, key=list(SECTIONS).index)


def test_another_document_is_named_beside_the_clause_and_the_main_one_is_not() -> None:
    library = small(
        "provisions:\n"
        "  - {id: P-1, title: 甲, says: 一, clause: 第一条}\n"
        "  - {id: P-2, title: 乙, says: 二, clause: 第二条, source: upper, effective: 2026-03-01}\n"
    )
    main, other = (article for article in articles_of(library.scheme) if article.section == "provisions")
    assert (main.document, other.document) == ("", "《上位文件》")
    assert other.notes == ("2026-03-01起施行",)


ACCOUNTS = """
facts:
  late: {name: 漏报, kind: record, of: township}
  rate: {name: 完成率, kind: ratio, of: township, every: year}
scoring:
  year_end:
    name: 年终考核
    of: township
    every: year
    total: 100
    clause: 五
    items:
      - {key: reports, name: 报送, points: 40, clause: 五（一）, method: 查台账,
         steps: [{per: {count: late, within: year}, points: -2, at_most: 10}]}
      - {key: done, name: 完成, points: 50, clause: 五（二）, steps: [{proportion: rate}]}
      - {key: style, name: 作风, points: 10, clause: 五（二）, steps: [{manual: 酌情扣分, at_least: -10, at_most: 0}]}
    marks_within: {count: 15, unit: working_day}
    vetoes: [{name: 弄虚作假, clause: 五（三）, when: {happened: late, within: year}, grade: 不合格}]
    grades: [{grade: 优秀, at_least: 90}, {grade: 合格, at_least: 60, below: 90}]
    review: {apply_within: {count: 3, unit: working_day}, decide_within: {count: 10, unit: working_day, from: 申请}}
lists:
  watch: {name: 重点关注名单, of: township, on: late, clause: 六, lasts: {count: 1, unit: year},
    starts: {after: row_date, count: 5, unit: calendar_day}}
balances:
  credit:
    name: 诚信分
    of: township
    base: 100
    floor: 0
    clause: 七
    clamp: at_the_end
    entries: [{id: minus, title: 漏报扣分, on: late, points: -5, unless: {on_list: watch}, clause: 七（一）}]
  marks:
    name: 记分
    of: township
    base: 0
    clause: 八
    entries:
      - {id: up, title: 漏报记分, on: late, points: 4, clause: 八}
      - {id: down, title: 减分, on: late, points: -2, clause: 八}
"""


def test_scoring_balances_and_lists_are_told_with_their_figures() -> None:
    told = texts(small(ACCOUNTS))
    assert "次数每1次扣2分（不足的不计），最多扣10分" in told["scoring-year_end-reports"]
    assert "按完成率乘以本项分值得分" in told["scoring-year_end-done"]
    assert "定为“不合格”" in told["scoring-year_end-veto-1"]
    assert "总分达到90以上（含）的为“优秀”" in told["scoring-year_end-grades"]
    assert "由人评的分，自每期结束次日起15个工作日内评完。" in told["scoring-year_end"]
    assert (
        "对结果有异议的，3个工作日内申请复核，自申请次日起10个工作日内作出决定。" in told["scoring-year_end"]
    )
    assert "每登记一条“漏报”，列入名单，自登记日期后5日（自然日）起，期限1年" in told["lists-watch"]
    assert "基础100分，最低0分，中途可以超出，最后的得分再按最低、最高计" in told["balances-credit"]
    assert "每登记一条“漏报”，除在重点关注名单上外，扣5分" in told["balances-credit-minus"]
    assert "，加4分。" in told["balances-marks-up"]
    assert "，减2分。" in told["balances-marks-down"]


def test_the_way_of_a_finding_is_told_in_words() -> None:
    library = small("""
finding_kinds:
  by_deadline: {name: 限期整改, clause: 三, within: {count: 30, unit: calendar_day, from: 通知送达}}
  ongoing: {name: 长期坚持, clause: 三, closes: false, counted: false}
problem_types:
  - {key: graft, axis: 性质, name: 以权谋私, clause: 四, examples: [亲属承接], route: 移送, confidential: true}
kind_changes:
  - {key: late, from: by_deadline, becomes: ongoing, "on": {month: 9, day: 30}, clause: 四}
close_out:
  clause: 五
  steps:
    - {key: check, name: 现场验收, role: inspector, people: 2, on_site: true}
    - {key: post, name: 公示, role: office, lasts: {count: 5, unit: working_day}}
    - {key: strike, name: 销号, role: office}
  look_back: {count: 3, unit: month}
escalation:
  clause: 六
  levels:
    - {key: letter, name: 督办, document: 督办函, when: {value: days_overdue, above: 5}, direct_entry: true,
       direct_when: 群众反映强烈}
traffic_lights:
  clause: 六
  lights: [{light: red, name: 逾期, below: 0}, {light: green, name: 未到期, at_least: 0}]
""")
    told = texts(library)
    assert "自通知送达次日起30日（自然日）内" in told["casework-kind-by_deadline"]
    assert "不销号，另行统计；不计入问题数" in told["casework-kind-ongoing"]
    assert "内容保密" in told["casework-type-graft"]
    assert "9月30日未销号的“限期整改”转为“长期坚持”" in told["casework-change-late"]
    assert "2人以上，到现场" in told["casework-step-check"]
    assert "持续不少于5个工作日" in told["casework-step-post"]
    assert "销号后3个月开展" in told["casework-look-back"]
    assert "逾期日数超过5（不含）的进入本级，可以直接进入（群众反映强烈）" in told["casework-level-letter"]
    assert "剩余（日）低于0（不含）" in told["casework-light-red"]


def test_settings_say_their_default_and_blanks_whether_they_must_be_filled() -> None:
    library = small("""
open:
  base: {name: 基数, kind: number}
  hotline: {name: 电话, kind: text, required: false, default: "12345"}
settings:
  days: {name: 口径, question: 按什么算？, default: work, options: {work: 工作日, all: 自然日}}
""")
    told = texts(library)
    assert "可选：工作日（默认）；自然日" in told["settings-days"]
    assert "数字，必填" in told["open-base"]
    assert "可以不填，默认12345" in told["open-hotline"]


def test_years_of_one_kind_are_told_where_it_is_spoken_of() -> None:
    rule = "{id: %s, title: 条, clause: 一, subject: %s, every: year, when: {%s}, then: [{do: warn}]}"
    worse = "value: {count_members: driver, where: {value: grade, is: 乙}}, above: 3"
    rules = (
        rule % ("D", "driver", "value: grade, is: 乙"),
        rule % ("P", "provider", 'value: rate, below: "80%"'),
        rule % ("M", "provider", worse),
    )
    head = HEAD.replace("year: 2026", "year: 2026, year_start: {from: licensed}")
    facts = """
parties: {driver: 驾驶员}
facts:
  licensed: {name: 领证日, kind: date, of: driver}
  grade: {name: 等级, kind: grade, of: driver, every: year, grades: [甲, 乙]}
  rate: {name: 合格率, kind: ratio, of: provider, every: year}
"""
    library = load_files({"scheme.yaml": f"{head}{facts}rules: [{', '.join(rules)}]"})
    noted = {
        article.id for article in articles_of(library.scheme) if any("年：" in one for one in article.notes)
    }
    assert noted == {"D", "M"}
