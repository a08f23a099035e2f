"""Items 9 and 10: page numbers, and red where only black belongs."""

from collections.abc import Iterator

from reports.fonts import ACCEPTED, Face
from reports.format_checks.finding import FormatFinding, Severity, excerpt
from reports.format_checks.reading import ReadDocument, ReadFooter, ReadParagraph, ReadRun, ReadSection
from reports.format_checks.roles import Part, Role, is_red
from reports.type_area import FOOT_SIZE, twips

_BLACK = ("", "auto", "000000")
_CLOSEST, _FARTHEST = twips(24), twips(26)
_DASHES = ("—", "－", "–", "-")


def folio_findings(document: ReadDocument) -> Iterator[FormatFinding]:
    """Item 9: a number on each page, on the outer side, — 1 — in 宋体 of 四号, 7 mm below the text."""
    told: set[str] = set()
    for section in document.sections:
        for finding in _of_section(section, document.even_and_odd):
            if finding.message not in told:
                told.add(finding.message)
                yield finding


def _of_section(section: ReadSection, even_and_odd: bool) -> Iterator[FormatFinding]:
    if not section.odd.numbered:
        yield FormatFinding(9, "7.5", Severity.MUST, "页脚没有页码域。")
        return
    line = _number_line(section.odd)
    yield from _line(line)
    if section.landscape:
        return
    centred = line.look.text("jc") == "center"
    if centred:
        told = "页码居中是内部材料的习惯；公文页码应单页居右、双页居左，各空一字。"
        yield FormatFinding(9, "7.5", Severity.IMPLEMENTATION, told)
    elif not even_and_odd or not section.even.numbered:
        yield FormatFinding(9, "7.5", Severity.GENERAL, "应分设单页和双页的页脚，单页居右、双页居左。")
    else:
        yield from _sides(line, _number_line(section.even))
    yield from _distance(section, line)


def _number_line(footer: ReadFooter) -> ReadParagraph:
    """The paragraph that carries the dashes, or the last one."""
    dashed = [one for one in footer.paragraphs if any(dash in one.text for dash in _DASHES)]
    return (dashed or list(footer.paragraphs))[-1]


def _line(line: ReadParagraph) -> Iterator[FormatFinding]:
    if line.text.count("—") < 2:
        yield FormatFinding(
            9, "7.5", Severity.GENERAL, "页码数字左右应各放一条一字线，如“— 1 —”。", line.text
        )
    look = line.runs[0].look if line.runs else line.look
    if look.number("sz") != FOOT_SIZE:
        yield FormatFinding(9, "7.5", Severity.GENERAL, "页码应为4号字（14磅）。", line.text)
    if look.text("font") not in ACCEPTED[Face.FOOT]:
        yield FormatFinding(9, "7.5", Severity.GENERAL, "页码应为半角宋体数字。", line.text)


def _sides(odd: ReadParagraph, even: ReadParagraph) -> Iterator[FormatFinding]:
    right = odd.look.text("jc") in ("right", "end") and 0.7 <= odd.chars("right") <= 1.3
    left = even.look.text("jc") in ("", "left", "start", "both") and 0.7 <= even.chars("left") <= 1.3
    if not right:
        yield FormatFinding(9, "7.5", Severity.GENERAL, "单页页码应居右空一字。")
    if not left:
        yield FormatFinding(9, "7.5", Severity.GENERAL, "双页页码应居左空一字。")


def _distance(section: ReadSection, line: ReadParagraph) -> Iterator[FormatFinding]:
    """From the lower edge of the paper to the number, with the space that lifts it."""
    distance = section.footer_distance + (line.look.number("spacing.after") or 0)
    if not _CLOSEST <= distance <= _FARTHEST:
        told = "页脚距页边应为24至26毫米，使一字线上距版心下边缘7毫米。"
        yield FormatFinding(9, "7.5", Severity.IMPLEMENTATION, told)


def colour_findings(document: ReadDocument, parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 10: text is black; red belongs to the head alone."""
    for part in parts:
        run = _coloured(part.paragraph.runs)
        if run and not (part.role is Role.HEAD and is_red(run.look.text("color"))):
            yield _colour(run, part.text)
            return
    run = _coloured(document.table_runs)
    if run:
        yield _colour(run, run.text)


def _coloured(runs: tuple[ReadRun, ...]) -> ReadRun | None:
    wrong = (run for run in runs if run.text.strip() and run.look.text("color").lower() not in _BLACK)
    return next(wrong, None)


def _colour(run: ReadRun, text: str) -> FormatFinding:
    name = "红色只用于版头" if is_red(run.look.text("color")) else "文字颜色应为黑色"
    return FormatFinding(10, "5.2.4", Severity.MUST, f"{name}，此处为其他部分的彩色文字。", excerpt(text))
