"""What a title counts by 同一参保人, 同一周内 and 连续三年, beside what is counted."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.decimals import short
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.misread import read_chinese
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Duty, Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Path, Visits

_NAMING = frozenset({"text", "person", "choice"})
_COUNTING = (v.Count, v.Take, c.Happened)
_WITHIN = re.compile(
    r"(?<![\d.零一两二三四五六七八九十百个第上下前近])(?:同一|本|当|一个?)?(周|月|季度|年)度?之?内"
    r"(?![应须]?(?:不得|不予|不能|不再|禁止|暂停|取消|限制|整改|改正|完成|报送|提交|缴))"  # what follows
)
_OF_THIS = re.compile(
    r"(?<![\d一二三四五六七八九十])(?:每个?|当|本|同一|近一)(周|月|季度|年)(?!内|度内|之内)"
)
_GRAINS = {"周": "week", "月": "month", "季度": "quarter", "年": "year"}
_RUNNING = re.compile(r"连续(\d+|[两二三四五六七八九十]+)(?:个?(?:年|月|季度|季|周|学期)|次|期)")
_FROM_THE = re.compile(r"第(\d+|[二三四五六七八九十]+)(?:次|例|起|件|个|期)(?:起|开始|及?以后|及?以上)")
_ON_AND_ON = re.compile(r"起$|开始$|以后$|及以上$")
_FROM_ON = frozenset({"at_least", "above", "equals"})
_OF_A_YEAR = re.compile(r"(?:自然年度|年度内?|当年|一年内|年内)累计|年度积分")
_OF_EACH = re.compile(r"(单次|每次|每件|每笔|每案)[^，。；扣]{0,6}(?:最高|最多|不超过)扣?(\d+(?:\.\d+)?)分")
Counting = Rule | BalanceEntry


def check_alike_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule and each entry of points beside its title."""
    for visit in visited:
        if isinstance(visit.node, Counting | Duty):
            yield from _within(visit.path, visit.node, unicodedata.normalize("NFKC", visit.node.title))
        if isinstance(visit.node, Counting):
            title = unicodedata.normalize("NFKC", visit.node.title)
            yield from _same(scheme, visit.path, visit.node, title)
            yield from _running(visit.path, visit.node, title)
            yield from _from_the(visit.path, visit.node, title)
            yield from _cleared(scheme, visit.path, visit.node, title)
            yield from _each(scheme, visit.path, visit.node, title)


def _same(scheme: Scheme, path: Path, entry: Counting, title: str) -> Iterator[Doubt]:
    """Of the same patient six times is not six times of anybody."""
    record = scheme.facts.get(entry.on or "")
    counted = [node for node in below(entry) if isinstance(node, _COUNTING) and _rows(node) == entry.on]
    if record is None or not counted or "同一" not in title:
        return
    words = {node for node in below(entry) if isinstance(node, str)} | _keys(entry)
    words |= {key for limits in scheme.balances.values() for one in limits.limits for key in one.by}
    by = [field.name for key, field in record.fields.items() if key in words]
    for key, field in record.fields.items():
        alike = any(name.startswith(field.name) for name in by)  # by its number the thing itself is told
        if field.kind in _NAMING and f"同一{field.name}" in title and not alike:
            told = f"标题说“同一{field.name}”，数的是所有的“{record.name}”：只数与本条相同的，加上 "
            yield doubtful(path, f"{told}match: {{{key}: {key}}}")


def _keys(entry: Counting) -> set[str]:
    found: set[str] = set()
    for node in below(entry):
        found |= set(getattr(node, "match", None) or ())
    return found


def _rows(node: Any) -> str | None:
    rows = (
        node.count if isinstance(node, v.Count) else node.rows if isinstance(node, v.Take) else node.happened
    )
    return str(rows) if rows is not None else None


def _within(path: Path, entry: Counting | Duty, title: str) -> Iterator[Doubt]:
    """同一周内 is not within a month; of windows that are no periods of the calendar nothing is told."""
    said = {_GRAINS[found[1]]: found[0] for form in (_WITHIN, _OF_THIS) for found in form.finditer(title)}
    windows = [window for node in below(entry) if (window := getattr(node, "within", None)) is not None]
    written = {window.word for window in windows if isinstance(window, w.WordWindow)}
    if len(said) != 1 or not written or len(written) != len({str(one) for one in windows}):
        return
    ((grain, words),) = said.items()
    its_own = entry.every == grain and words.startswith("每")  # 每月 is how often, 当月 what is counted
    if written <= {*_GRAINS.values(), "ever"} and grain not in written and not its_own:
        yield doubtful(path, f"标题说“{words}”，within 写的是 {min(written)}：是不是应写 {grain}？")


def _running(path: Path, entry: Counting, title: str) -> Iterator[Doubt]:
    """Three years running are not two."""
    lengths = {node.length for node in below(entry) if isinstance(node, c.Run)}
    said = {_number(found[1]): found[0] for found in _RUNNING.finditer(title)}
    if lengths and said and lengths.isdisjoint(said):
        told = "、".join(said.values())
        yield doubtful(path, f"标题说“{told}”，length 写的是 {min(lengths)}：是不是写错了？")


def _from_the(path: Path, entry: Counting, title: str) -> Iterator[Doubt]:
    """From the third on is not from the second on; two that came earlier make this one the third."""
    before = {type(node) for node in below(entry) if _is_earlier(node)}
    lines = {
        bound.number + (name == "above"): f"{name}: {short(bound.number)}"
        for node in below(entry)
        if isinstance(node, c.Bounds)
        for name, bound in node.limits
        if isinstance(bound, NumberValue) and name in _FROM_ON
    }
    said = {_number(found[1]): found[0] for found in _FROM_THE.finditer(title)}
    known = lines.keys() | {line + 1 for line in lines if before} | ({2} if c.Happened in before else set())
    if lines and said and said.keys().isdisjoint(known):
        told, written = "、".join(said.values()), "、".join(lines.values())
        yield doubtful(path, f"标题说“{told}”，界限写的是 {written}：是不是写错了？")
    for number, words in said.items():
        if lines.get(Fraction(number), "").startswith("equals") and _ON_AND_ON.search(words) and not before:
            only = short(Fraction(number))
            yield doubtful(
                path, f"标题说“{words}”，写的是 equals: {only}，以后各次都不算：是不是应写 at_least？"
            )


def _is_earlier(node: Any) -> bool:
    window = getattr(node, "within", None)
    return isinstance(node, _COUNTING) and isinstance(window, w.WordWindow) and window.word == "earlier"


def _cleared(scheme: Scheme, path: Path, entry: Counting, title: str) -> Iterator[Doubt]:
    """Points that are added up over a year begin anew in the next one."""
    found = _OF_A_YEAR.search(title)
    for name in sorted({node.name for node in below(entry) if isinstance(node, NameValue)}) if found else ():
        balance = scheme.balances.get(name)
        if balance is not None and balance.renews == "never" and _kept(balance) and found is not None:
            told = (
                f"标题说“{found[0]}”，“{balance.name}”从不清零（renews: never）：一年一清的写 renews: year，"
            )
            yield doubtful(path, told + "滚动一年的各笔写 expires_after")


def _kept(balance: Balance) -> bool:
    return all(not one.expires and one.sets is None for one in balance.entries)


def _each(scheme: Scheme, path: Path, entry: Counting, title: str) -> Iterator[Doubt]:
    """So much at most of each check is not so much at most in all."""
    found = _OF_EACH.search(title)
    limits = [
        one for balance in scheme.balances.values() for one in balance.limits if entry.id in one.entries
    ]
    for limit in limits if found is not None else ():
        highest = limit.at_most.number if isinstance(limit.at_most, NumberValue) else None
        plain = not limit.by and not limit.each and limit.within == "ever"
        if found is not None and plain and highest == Fraction(found[2]):
            told = f"标题说“{found[0]}”，limits 这一条把各次的合在一起限：按次、按件限的，"
            yield doubtful(path, told + "加 by（检查编号、案件编号那样的登记项）")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(read_chinese(text))
