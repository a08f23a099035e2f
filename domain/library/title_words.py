"""What a title says in numbers: 超过5%, 三次以上, 一年内累计, 五万元."""

import re
import unicodedata
from collections.abc import Container, Iterator
from fractions import Fraction
from typing import NamedTuple

from domain.library.misread import read_chinese

_NUMBER = (
    r"(百分之[零一二三四五六七八九十百点]+|(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百]+)万(?=元)"
    r"|\d+(?:\.\d+)?%?|[零一二两三四五六七八九十百]+)"
)
_UNIT = r"(?:次|件|起|条|分|日|天|人|家|户|处|个百分点|个|项|例|名|小时|倍|元)?"
_END = r"(?![\d.%成折万亿千百十]|分之|个百分点)"
_BEFORE = {
    "at_least": re.compile(rf"(?:不低于|不少于|(?<!未)达到|至少|(?<![不未])满){_NUMBER}{_END}"),
    "above": re.compile(rf"(?<![不未])(?:超过|高于|大于|多于){_NUMBER}{_END}"),
    "at_most": re.compile(rf"(?:不超过|不高于|不多于|至多){_NUMBER}{_END}"),
    "below": re.compile(rf"(?<!不)(?:低于|不足|少于|不满|未达到?){_NUMBER}{_END}"),
}
_AFTER = {
    "at_least": re.compile(rf"{_NUMBER}{_UNIT}(?:及|或者?)?以上"),
    "at_most": re.compile(rf"{_NUMBER}{_UNIT}(?:及|或者?)?以下"),
}
_WITHOUT = {"at_least": "above", "at_most": "below"}
_SPAN = re.compile(r"周?年|个?月")
_MYRIADS = re.compile(r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)万元")
_STRETCH = re.compile(
    r"(?:(\d+|[一两二三四五六七八九十]+)个?|本|当|同一)?(年度|年|月|季度|记分周期|周期)(?:之?内|以内)"
    r"[^，。；、]{0,8}?(?:累计|再次|[两二三四五六七八九十\d]+次|第[二三四五]次|多次)"
)
_EACH = re.compile(r"每(?:个)?(日|天|周|月|季度?|半年|年)")
_EACH_GRAIN = {
    "日": "day", "天": "day", "周": "week", "月": "month", "季": "quarter", "季度": "quarter", "半年": "half_year",
    "年": "year",
}  # fmt: skip
_FIGURE = re.compile(
    r"(?<![第\d.年月一二两三四五六七八九十百千万])(?!两次[^，。；、]{0,12}[间相]隔)"
    r"(?:(百分之[零一二三四五六七八九十百点]+)|(\d+(?:\.\d+)?|[一二两三四五六七八九十百千万零]+)"
    r"(%|个百分点|个?工作日|个?自然日|日|天|个月|个季度|个学期|年|周|个?小时|分钟|次|分|万?元|户|人|名(?!次)|家|件|例|起|倍|项(?!规定|制度)|处|批|笔)(?![度级线组类岁年期之]))"
)
_SHARE = re.compile(r"(\d+(?:\.\d+)?%|百分之[零一二三四五六七八九十百点]+)")
_GRAINS = {"年": "year", "年度": "year", "月": "month", "季度": "quarter"}


class Figure(NamedTuple):
    """A number in a title with what it counts, in its words; a percentage is a share of one."""

    number: Fraction
    unit: str
    words: str


class Said(NamedTuple):
    """A line that a title draws: how, at which number, in which words; `spans` where it is of months or years."""

    bound: str
    number: Fraction
    words: str
    spans: bool = False


def lines_of(title: str, not_included: Container[str] = ()) -> Iterator[Said]:
    """The lines that a title draws; none where it says itself what is included.

    `not_included` are the words that leave out the number in this document (以上, 以下).
    """
    text = unicodedata.normalize("NFKC", title)
    if "含" in text:
        return
    for patterns in (_BEFORE, _AFTER):
        for bound, pattern in patterns.items():
            for found in pattern.finditer(text):
                meant = _WITHOUT[bound] if found[0][-2:] in not_included else bound
                yield Said(meant, _number(found[1]), found[0], _SPAN.match(text, found.end(1)) is not None)


def myriads_of(title: str) -> list[Fraction]:
    """The sums of so many 万元."""
    return [_number(found[1]) for found in _MYRIADS.finditer(unicodedata.normalize("NFKC", title))]


def stretch_of(title: str) -> tuple[str, str | None] | None:
    """The time within which something is counted, in its words, and the period that it is, if it is just one."""
    found = _STRETCH.search(unicodedata.normalize("NFKC", title))
    if found is None:
        return None
    one = found[1] is None or _number(found[1]) == 1
    return found[0], _GRAINS.get(found[2]) if one else None


def grains_of(title: str) -> dict[str, str]:
    """How often a title says that something is done or looked at, by its words."""
    return {found[0]: _EACH_GRAIN[found[1]] for found in _EACH.finditer(title)}


def figures_of(title: str) -> Iterator[Figure]:
    """The numbers of a title that say how much, how often or how long; days and years of the calendar are none."""
    for found in _FIGURE.finditer(unicodedata.normalize("NFKC", title)):
        number = _number(found[1] or found[2])
        if found[1] is not None or found[3] == "%":
            yield Figure(number if found[1] else number / 100, "%", found[0])
        elif found[3] != "年" or number < 100:
            yield Figure(number, found[3].removeprefix("个"), found[0])


def shares_of(title: str) -> list[Fraction]:
    """The percentages of a title."""
    return [_number(found[1]) for found in _SHARE.finditer(unicodedata.normalize("NFKC", title))]


def _number(text: str) -> Fraction:
    if text.startswith("百分之"):
        return read_chinese(text.removeprefix("百分之")) / 100
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if text.endswith("万"):
        return _number(text[:-1]) * 10_000
    return Fraction(text) if text[0].isdigit() else read_chinese(text)
