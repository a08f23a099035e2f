"""Items 3 and 5: font, size, indent and place of each part, and the title."""

from collections.abc import Iterator

from reports.fonts import ACCEPTED, Face
from reports.format_checks.finding import FormatFinding, Severity, excerpt
from reports.format_checks.looks import Look
from reports.format_checks.roles import HEADINGS, Part, Role, number_in
from reports.type_area import BODY_SIZE, TITLE_SIZE

_FACES = {
    Role.NUMBER: (Face.BODY, "7.2.5"),
    Role.ADDRESSEE: (Face.BODY, "7.3.2"),
    Role.HEADING_1: (Face.FIRST, "7.3.3"),
    Role.HEADING_2: (Face.SECOND, "7.3.3"),
    Role.HEADING_3: (Face.BODY, "7.3.3"),
    Role.HEADING_4: (Face.BODY, "7.3.3"),
    Role.BODY: (Face.BODY, "7.3.3"),
    Role.ATTACHMENTS: (Face.BODY, "7.3.4"),
    Role.SIGNATURE: (Face.BODY, "7.3.5"),
    Role.DATE: (Face.BODY, "7.3.5"),
    Role.NOTE: (Face.BODY, "7.3.6"),
    Role.ANNEX_LABEL: (Face.FIRST, "7.3.7"),
}
_INDENTED = (Role.BODY, *HEADINGS)
_TWO_CHARS = (1.7, 2.3)


def typeface_findings(parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 3: each kind of deviation is told once a part, with its first place."""
    told: set[tuple[Role, str]] = set()
    for part in parts:
        for finding in _of_part(part):
            key = (part.role, finding.message)
            if key not in told:
                told.add(key)
                yield finding


def _of_part(part: Part) -> Iterator[FormatFinding]:
    if part.role not in _FACES:
        return
    face, clause = _FACES[part.role]
    look, where, name = _look(part), excerpt(part.text), part.role.value
    font = look.text("font")
    if font not in ACCEPTED[face]:
        told = f"{name}应为{face}字体，现为{font or '未指定中文字体'}。"
        yield FormatFinding(3, clause, Severity.GENERAL, told, where)
    size = look.number("sz") or 0
    if size != BODY_SIZE:
        told = f"{name}应为3号字（16磅），现为{size / 2:g}磅。"
        yield FormatFinding(3, clause, Severity.GENERAL, told, where)
    if part.role in HEADINGS and look.text("b") in ("1", "true", "on"):
        yield FormatFinding(3, clause, Severity.IMPLEMENTATION, f"{name}不需要加粗。", where)
    yield from _indent(part, clause, where)


def _look(part: Part) -> Look:
    """The look of the first run; of a line of the head, the look of the document number in it."""
    if part.role is not Role.NUMBER:
        return part.paragraph.first
    number = number_in(part.text)
    carrying = (run.look for run in part.paragraph.runs if number in run.text)
    return next(carrying, part.paragraph.first)


def _indent(part: Part, clause: str, where: str) -> Iterator[FormatFinding]:
    first = part.paragraph.chars("firstLine") + _typed_spaces(part.paragraph.text)
    if part.role in _INDENTED and not _TWO_CHARS[0] <= first <= _TWO_CHARS[1]:
        severity = Severity.MUST if part.role is Role.BODY else Severity.GENERAL
        told = f"{part.role.value}首行应左空二字，现空{first:.1f}字。"
        yield FormatFinding(3, clause, severity, told, where)
    if part.role is Role.ADDRESSEE:
        if first > 0:
            yield FormatFinding(3, clause, Severity.MUST, "主送机关应居左顶格。", where)
        if not part.text.endswith("："):
            yield FormatFinding(3, clause, Severity.MUST, "主送机关后应为全角冒号。", where)


def _typed_spaces(text: str) -> float:
    """Indents made with the space bar: full-width spaces count one, half-width ones a half."""
    lead = text[: len(text) - len(text.lstrip())]
    return sum(1 if char == "\u3000" else 0.5 for char in lead)


def title_findings(parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 5: there is a title, in 小标宋 of 二号, centred."""
    titles = [part for part in parts if part.role is Role.TITLE]
    if not titles:
        yield FormatFinding(5, "7.3.1", Severity.MUST, "没有找到居中的标题（2号小标宋体字）。")
        return
    look, where = titles[0].paragraph.first, excerpt(titles[0].text)
    if look.text("font") not in ACCEPTED[Face.TITLE]:
        font = look.text("font") or "未指定中文字体"
        told = f"标题应为小标宋体字，现为{font}。"
        yield FormatFinding(5, "7.3.1", Severity.GENERAL, told, where)
    size = look.number("sz") or 0
    if size != TITLE_SIZE:
        told = f"标题应为2号字（22磅），现为{size / 2:g}磅。"
        yield FormatFinding(5, "7.3.1", Severity.GENERAL, told, where)
    if titles[-1].text.endswith(("。", "；", "，", ".", ";", ",")):
        told = "标题末尾一般不用标点符号。"
        yield FormatFinding(5, "7.3.1", Severity.GENERAL, told, where)
