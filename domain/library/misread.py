"""What number, date or period was meant by a word that reads as none."""

import re
import unicodedata
from datetime import date
from fractions import Fraction

from domain.library.decimals import short

OWN_YEARS = "各自从自己的日期起一年一年算的，scheme 里写 year_start: {from: 那个日期}"
BY_MONTH = "写 every: month，在周期开始的那个月看刚过完的周期（说明第 14 节“周期届满时判断”）"
_DIGITS = {digit: at for at, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100}
_MEASURES = "元|万元|块|分|天|日|次|家|人|个|倍|件|名|户|项|年|个月|周|小时|分钟|条|处|辆|吨|亩|平方米|米|公里|笔|份|张"
_MEASURE = re.compile(f"(?:{_MEASURES})?(?:人民币|整|以上|以下|左右)?")
_FIGURE = re.compile(r"([+-]?)([0-9][0-9,]*(?:\.[0-9]+)?)(亿|千万|百万|十万|万|千|百)?([%‰成折]?)([^0-9]*)")
_RANGE = re.compile(r"([0-9.]+)(%?)[^0-9.]{0,2}(?:[-~—–至到])([0-9.]+)(%?)[^0-9]*")
_PARTS = re.compile(r"([百千万]|[零一二三四五六七八九十]+)分之([零〇一二两三四五六七八九十百点]+)")
_CHINESE = re.compile(r"([零〇一二两三四五六七八九十百千万亿]+)(.*)")
_DAY = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")
_WEEK = re.compile(r"([0-9]{4})(?:年)?(?:[Ww]|第)([0-9]{1,2})周?")
_PERIOD = re.compile(r"([0-9]{4})(?:年)?(?:[Qq第]([1-4])(?:季度)?|[Hh]([12])|[-年./]?([0-9]{1,2})月?)?年?")


def number_meant(text: str) -> str:
    """How a number that was written as a word is written; empty where none can be seen in it."""
    bare = text.strip("“”‘’\"' ")
    if bare != text.strip():
        meant = number_meant(bare)
        return f'引号要用半角的 " "；{meant}' if meant else ""
    said = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-").lstrip("¥")
    if found := _RANGE.fullmatch(said):
        low, low_sign, high, high_sign = found.groups()
        first = _written(low, low_sign or high_sign)
        return f"“{text}”是幅度，写成 {{at_least: {first}, at_most: {_written(high, high_sign)}}}"
    if found := _FIGURE.fullmatch(said):
        return _figure(text, said, found)
    number = _chinese(said)
    return f"“{text}”写成 {number}" if number else ""


def _written(digits: str, sign: str) -> str:
    return f'"{digits}%"' if sign else digits


def _figure(text: str, said: str, found: re.Match[str]) -> str:
    minus, digits, scale, share, rest = found.groups()
    number = Fraction(digits.replace(",", "")) * _SCALES.get(scale or "", 1)
    value = f"{'-' if minus == '-' else ''}{short(number)}"
    if share == "%":
        sign = "全角百分号" if "%" not in text else ""
        return f'“{text}”是{sign}，写成 "{value}%"' if sign else f'“{text}”写成 "{value}%"'
    if share:
        parts = {"‰": Fraction(1, 10), "成": Fraction(10), "折": Fraction(10)}[share]
        return f'“{text}”写成 "{short(number * parts)}%"'
    return f"“{text}”只写数：{value}" if rest and not scale else f"“{text}”写成 {value}"


def _chinese(said: str) -> str:
    """A number in Chinese characters, as digits; empty where it is none, or more than a number."""
    if found := _PARTS.fullmatch(said):
        whole, part = found.groups()
        if whole == "百":
            return f'"{short(read_chinese(part))}%"'
        if whole == "千":
            return f'"{short(read_chinese(part) / 10)}%"'
        return "" if whole == "万" else f"{short(read_chinese(part))}/{short(read_chinese(whole))}"
    found = _CHINESE.fullmatch(said)
    if found is not None and found[2] in ("成", "折"):
        return f'"{short(read_chinese(found[1]) * 10)}%"'
    if found is None or not _MEASURE.fullmatch(found[2]):
        return ""
    return short(read_chinese(found[1]))


def read_chinese(characters: str) -> Fraction:
    """Chinese characters as a number: 十五, 三百二十, 五万; after 点 digit by digit."""
    whole, _, places = characters.partition("点")
    total = section = digit = 0
    if len(whole) > 1 and set(whole) <= set(_DIGITS):  # digit by digit: 二〇二五
        whole, total = "", int("".join(str(_DIGITS[one]) for one in whole))
    for one in whole:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif one in _TENS:
            section += (digit or 1) * _TENS[one]
            digit = 0
        else:
            total += (section + digit or 1) * _MYRIADS[one]
            section = digit = 0
    after = "".join(str(_DIGITS.get(one, 0)) for one in places)
    return total + section + digit + (Fraction(int(after), 10 ** len(after)) if after else Fraction(0))


def day_meant(text: str) -> str:
    """How a date that was written otherwise is written; empty where none can be seen in it."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"“{text}”写成 {found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def first_of_week(year: int, week: int) -> date | None:
    """The Monday of a week; None where the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def period_meant(text: str) -> str:
    """How a period is written as a date (2025Q2, 2025-03); empty where none can be seen in it."""
    said = unicodedata.normalize("NFKC", text).strip()
    if week := _WEEK.fullmatch(said):
        first = first_of_week(int(week[1]), int(week[2]))
        return f"“{text}”写成那一周的一天：{first.isoformat()}" if first is not None else ""
    found = _PERIOD.fullmatch(said)
    if found is None:
        return ""
    year, quarter, half, month = found.groups()
    named = {"quarter": quarter, "half": half, "month": month and str(int(month))}
    parts = [f"{name}: {number}" for name, number in named.items() if number]
    return f"“{text}”写成 {{{', '.join([*parts, f'year: {year}'])}}}"
