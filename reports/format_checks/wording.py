"""Items 4, 6, 7 and 8: order of headings, document number, date and signature, attachments."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports.format_checks.finding import FormatFinding, Severity, excerpt
from reports.format_checks.roles import HEADINGS, Part, Role, number_in
from reports.plain_text import chinese_number

_NUMBER = re.compile(r"^[\u4e00-\u9fa5]+〔\d{4}〕[1-9]\d*号$")
_DATE = re.compile(r"^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$")
_COUNTED = re.compile(r"^[（(]?([零一二三四五六七八九十百]{1,6}|\d{1,2})[）)]?")
_WRONG_MARKS = (
    (re.compile(r"^[零一二三四五六七八九十百]{1,6}[.．]"), "一级标题序号后应为顿号，如“一、”。"),
    (re.compile(r"^\([零一二三四五六七八九十百]{1,6}\)"), "二级标题应使用全角括号，如“（一）”。"),
    (re.compile(r"^[（(][零一二三四五六七八九十百]{1,6}[）)][、.．]"), "“（一）”后不加顿号或者圆点。"),
    (re.compile(r"^\d{1,2}[、．]"), "三级标题序号后应为半角圆点，如“1.”。"),
    (re.compile(r"^\(\d{1,2}\)"), "四级标题应使用全角括号，如“（1）”。"),
)
_LIST_LEAD = re.compile(r"^附件[：:]")
_LIST_NUMBER = re.compile(r"^\d{1,2}[.．、]\s*")


def heading_findings(parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 4: 一、→（一）→1.→（1）, no level skipped, counted without gaps; annexes start anew."""
    counts = [0, 0, 0, 0]
    for part in parts:
        if part.role is Role.ANNEX_LABEL:
            counts = [0, 0, 0, 0]
        if part.role not in HEADINGS:
            continue
        where = excerpt(part.text)
        yield from _marks(part.text, where)
        level = HEADINGS.index(part.role)
        if level > 0 and counts[level - 1] == 0:
            told = f"{part.role.value}之前缺少{HEADINGS[level - 1].value}，层次序数不应跳级。"
            yield FormatFinding(4, "7.3.3", Severity.GENERAL, told, where)
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level)
        if _counted(part.text) not in (str(counts[level]), _chinese(counts[level])):
            told = f"{part.role.value}的序数不连续，此处应为第{counts[level]}个。"
            yield FormatFinding(4, "7.3.3", Severity.GENERAL, told, where)
            counts[level] = _value(_counted(part.text)) or counts[level]


def _marks(text: str, where: str) -> Iterator[FormatFinding]:
    for pattern, told in _WRONG_MARKS:
        if pattern.match(text):
            yield FormatFinding(4, "7.3.3", Severity.GENERAL, told, where)


def _counted(text: str) -> str:
    found = _COUNTED.match(text)
    return found.group(1) if found else ""


def _chinese(number: int) -> str:
    return chinese_number(number) if number < 1000 else ""


def _value(counted: str) -> int:
    """The number that a heading gives itself; 0 when it is none."""
    if counted.isdigit():
        return int(counted)
    return next((number for number in range(1, 1000) if chinese_number(number) == counted), 0)


def number_findings(parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 6: the document number, where there is one."""
    for part in parts:
        if part.role is not Role.NUMBER:
            continue
        if not _NUMBER.match(number_in(part.text)):
            told = "发文字号应为“机关代字〔年份〕序号号”：六角括号、四位年份，不加“第”，不编虚位。"
            yield FormatFinding(6, "7.2.5", Severity.MUST, told, excerpt(part.text))


def date_findings(parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 7: a paper with an addressee is dated, in Arabic digits, on the right under the signature."""
    dates = [at for at, part in enumerate(parts) if part.role is Role.DATE]
    if not dates:
        if any(part.role in (Role.ADDRESSEE, Role.NUMBER) for part in parts):
            yield FormatFinding(7, "7.3.5", Severity.MUST, "没有找到成文日期。")
        return
    part, where = parts[dates[0]], parts[dates[0]].text
    if not _DATE.match(part.text):
        told = "成文日期应用阿拉伯数字写全年月日，月、日不编虚位，如2026年5月9日。"
        yield FormatFinding(7, "7.3.5", Severity.MUST, told, where)
    if part.paragraph.look.text("jc") not in ("right", "end"):
        yield FormatFinding(7, "7.3.5", Severity.MUST, "成文日期应居右编排。", where)
    elif part.paragraph.chars("right") < 2:
        told = "成文日期应右空四字（加盖印章）或者至少右空二字（不加盖印章）。"
        yield FormatFinding(7, "7.3.5", Severity.GENERAL, told, where)
    if parts[dates[0] - 1].role is not Role.SIGNATURE:
        yield FormatFinding(7, "7.3.5", Severity.MUST, "成文日期之上没有居右的发文机关署名。", where)
    yield from _held(parts, dates[0])


def _held(parts: Sequence[Part], date_at: int) -> Iterator[FormatFinding]:
    """The signature must not get to a page of its own."""
    signature = parts[date_at - 1].paragraph.look.text("keepNext")
    if signature not in ("1", "true", "on"):
        told = "署名应设置“与下段同页”，避免与成文日期分页。"
        yield FormatFinding(7, "7.3.5", Severity.IMPLEMENTATION, told, excerpt(parts[date_at - 1].text))


def attachment_findings(parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 8: the attachments named under the text are the annexes that follow, in name and order."""
    named = [_name(part.text) for part in parts if part.role is Role.ATTACHMENTS]
    annexed = _annex_titles(parts)
    for name in named:
        if name.endswith(("。", "；", "，", "、", ".", ";")):
            told = "附件说明的附件名称后不加标点符号。"
            yield FormatFinding(8, "7.3.4", Severity.MUST, told, excerpt(name))
    if len(named) != len(annexed):
        told = f"附件说明列有{len(named)}个附件，文后有{len(annexed)}个附件。"
        yield FormatFinding(8, "7.3.7", Severity.MUST, told)
        return
    for name, title in zip(named, annexed, strict=True):
        if name.rstrip("。；，、.;") != title:
            told = f"附件标题“{excerpt(title)}”与附件说明“{excerpt(name)}”不一致。"
            yield FormatFinding(8, "7.3.7", Severity.MUST, told, excerpt(title))


def _name(text: str) -> str:
    return _LIST_NUMBER.sub("", _LIST_LEAD.sub("", text).strip())


def _annex_titles(parts: tuple[Part, ...]) -> list[str]:
    """Titles by annex; lines of one title are joined."""
    titles: list[str] = []
    for before, part in pairwise(parts):
        if part.role is Role.ANNEX_TITLE:
            if before.role is Role.ANNEX_TITLE:
                titles[-1] += part.text
            else:
                titles.append(part.text)
    return titles
