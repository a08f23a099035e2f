"""Which part of an official document each paragraph plays, told by its words and its look."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reports.format_checks.reading import ReadParagraph

_NUMBER = re.compile(r"^\S{1,20}[〔\[（(【]\s*\d{2,4}\s*[〕\]）)】]\s*第?\s*\d+\s*号")
_DATE = re.compile(r"^(\d{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日$")
_HEADINGS = (
    re.compile(r"^[零一二三四五六七八九十百]{1,6}[、.．]"),
    re.compile(r"^[（(][零一二三四五六七八九十百]{1,6}[）)]"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
_ANNEX = re.compile(r"^附件\s*\d*$")
_SMALLEST_TITLE = 36
_RED = re.compile(r"^[CDEF][0-9A-F][0-5][0-9A-F][0-5][0-9A-F]$", re.IGNORECASE)


class Role(StrEnum):
    HEAD = "版头"
    NUMBER = "发文字号"
    TITLE = "标题"
    ADDRESSEE = "主送机关"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    BODY = "正文"
    ATTACHMENTS = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_LABEL = "附件序号"
    ANNEX_TITLE = "附件标题"
    OTHER = "其他"


HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with text and its role."""

    role: Role
    paragraph: ReadParagraph

    @property
    def text(self) -> str:
        return self.paragraph.text.strip()


def is_red(colour: str) -> bool:
    return bool(_RED.match(colour))


def parts_of(paragraphs: Iterable[ReadParagraph]) -> tuple[Part, ...]:
    """Every paragraph with text, in order, with its role."""
    reader = _Reader()
    texts = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    parts = tuple(Part(reader.role(paragraph), paragraph) for paragraph in texts)
    return _with_signature(parts)


class _Reader:
    """Goes through a document once; what was seen before decides between like-looking paragraphs."""

    def __init__(self) -> None:
        self._last = Role.HEAD
        self._dated = False

    def role(self, paragraph: ReadParagraph) -> Role:
        role = self._role(paragraph, paragraph.text.strip())
        self._last = role
        self._dated = self._dated or role is Role.DATE
        return role

    def _role(self, paragraph: ReadParagraph, text: str) -> Role:
        if self._last in (Role.HEAD, Role.NUMBER):
            return _before_title(paragraph, text)
        if _ANNEX.match(text):
            return Role.ANNEX_LABEL
        if self._last is Role.ANNEX_LABEL or (self._last is Role.ANNEX_TITLE and _is_title(paragraph)):
            return Role.ANNEX_TITLE
        if self._last is Role.TITLE:
            return self._after_title(paragraph, text)
        return self._in_text(paragraph, text)

    def _after_title(self, paragraph: ReadParagraph, text: str) -> Role:
        if _is_title(paragraph):
            return Role.TITLE
        if text.endswith(("：", ":")) and not _indented(paragraph):
            return Role.ADDRESSEE
        return self._in_text(paragraph, text)

    def _in_text(self, paragraph: ReadParagraph, text: str) -> Role:
        if not self._dated and (text.startswith(("附件：", "附件:")) or self._goes_on_listing(text)):
            return Role.ATTACHMENTS
        if not self._dated and _DATE.match(text):
            return Role.DATE
        if self._last is Role.DATE and text.startswith(("（", "(")) and text.endswith(("）", ")")):
            return Role.NOTE
        level = next((at for at, pattern in enumerate(_HEADINGS) if pattern.match(text)), None)
        if level is not None:
            return HEADINGS[level]
        aside = paragraph.look.text("jc") in ("center", "right", "end") or _is_title(paragraph)
        return Role.OTHER if aside else Role.BODY

    def _goes_on_listing(self, text: str) -> bool:
        return self._last is Role.ATTACHMENTS and bool(_HEADINGS[2].match(text))


def number_in(text: str) -> str:
    """The document number in a line of the head that may hold other elements beside it."""
    pieces = (piece.strip() for piece in text.partition("签发人")[0].split("\t"))
    return next((piece for piece in pieces if _NUMBER.match(piece)), "")


def _before_title(paragraph: ReadParagraph, text: str) -> Role:
    if number_in(text):
        return Role.NUMBER
    red = is_red(paragraph.first.text("color"))
    return Role.TITLE if not red and _is_title(paragraph) else Role.HEAD


def _is_title(paragraph: ReadParagraph) -> bool:
    size = paragraph.first.number("sz") or 0
    return paragraph.look.text("jc") == "center" and size >= _SMALLEST_TITLE


def _indented(paragraph: ReadParagraph) -> bool:
    return paragraph.chars("firstLine") > 1


def _with_signature(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The paragraph on top of the date is the signature, when it stands on the right."""
    dates = [at for at, part in enumerate(parts) if part.role is Role.DATE and at > 0]
    changed = list(parts)
    for at in dates:
        before = parts[at - 1]
        if before.role is Role.OTHER and before.paragraph.look.text("jc") in ("right", "end"):
            changed[at - 1] = Part(Role.SIGNATURE, before.paragraph)
    return tuple(changed)
