"""Which part of an official document each paragraph plays, told by its words and its look."""

import re
from collections.abc import Iterable, Sequence
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
_LONGEST_HEAD = 8
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
    texts = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    title = _title_place(texts)
    reader = _Reader(titled=title is not None)
    start = _untitled_head(texts) if title is None else title
    head = [Part(_in_head(paragraph), paragraph) for paragraph in texts[:start]]
    rest = [Part(reader.role(paragraph), paragraph) for paragraph in texts[start:]]
    return _with_signature((*head, *rest))


def _title_place(texts: Sequence[ReadParagraph]) -> int | None:
    """The first paragraph that looks like a title, or at least stands in the middle; red is the head."""
    black = [at for at, one in enumerate(texts) if not is_red(one.first.text("color"))]
    large = (at for at in black if _is_title(texts[at]))
    centred = (at for at in black if texts[at].look.text("jc") == "center" and not number_in(texts[at].text))
    return next(large, next(centred, None))


def _untitled_head(texts: Sequence[ReadParagraph]) -> int:
    """Where the text begins when no title can be made out: after the last red or numbered line on top."""
    top = list(enumerate(texts[:_LONGEST_HEAD], start=1))
    return max((at for at, one in top if is_red(one.first.text("color")) or number_in(one.text)), default=0)


class _Reader:
    """Goes through a document once; what was seen before decides between like-looking paragraphs."""

    def __init__(self, *, titled: bool) -> None:
        self._last = Role.HEAD if titled else Role.TITLE
        self._dated = False

    def role(self, paragraph: ReadParagraph) -> Role:
        role = self._role(paragraph, paragraph.text.strip())
        self._last = role
        self._dated = self._dated or role is Role.DATE
        return role

    def _role(self, paragraph: ReadParagraph, text: str) -> Role:
        if self._last is Role.HEAD:
            return Role.TITLE
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


def _in_head(paragraph: ReadParagraph) -> Role:
    return Role.NUMBER if number_in(paragraph.text) else Role.HEAD


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
