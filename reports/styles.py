"""The part styles.xml: Normal on the 22 × 28 grid and the few styles of an official document.

No theme attribute appears anywhere, so that Word cannot swap the fonts for those of a theme.
"""

from reports.fonts import Face, FontSet
from reports.paragraphs import Style
from reports.type_area import BODY_SIZE, CHAR, FOOT_SIZE, LINE, TABLE_SIZE, TITLE_SIZE


def _run(fonts: FontSet, face: Face, size: int, spacing: int) -> str:
    return (
        f'<w:rPr>{fonts.xml(face)}<w:color w:val="auto"/><w:spacing w:val="{spacing}"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


def _style(style: Style, name: str, paragraph: str, run: str, following: Style = Style.BODY) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>'
    )


def _normal(fonts: FontSet) -> str:
    """Body size condensed by a quarter point: 28 characters a line without a character grid."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr>'
        f"{_run(fonts, Face.BODY, BODY_SIZE, -5)}</w:style>"
    )


def _headings(fonts: FontSet) -> str:
    faces = (Face.FIRST, Face.SECOND, Face.BODY, Face.BODY)
    ids = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)
    return "".join(
        _style(
            style,
            f"heading {level}",
            f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHAR}"/><w:outlineLvl w:val="{level - 1}"/>',
            f"<w:rPr>{fonts.xml(face)}</w:rPr>",
        )
        for level, (style, face) in enumerate(zip(ids, faces, strict=True), start=1)
    )


def _small(fonts: FontSet) -> str:
    loose = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    cell = _style(Style.CELL, "Table cell", loose, _run(fonts, Face.BODY, TABLE_SIZE, 0), Style.CELL)
    foot = _style(Style.FOOT, "footer", loose, _run(fonts, Face.FOOT, FOOT_SIZE, 0), Style.FOOT)
    return cell + foot


def styles_xml(fonts: FontSet, declaration: str) -> str:
    """The whole part."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{_run(fonts, Face.BODY, BODY_SIZE, 0)}</w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    body = _style(Style.BODY, "Body Text", f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHAR}"/>', "")
    title = _style(
        Style.TITLE, "Title", '<w:keepNext/><w:jc w:val="center"/>', _run(fonts, Face.TITLE, TITLE_SIZE, 0)
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    content = defaults + _normal(fonts) + body + title + _headings(fonts) + _small(fonts) + table
    return f"<w:styles {declaration}>{content}</w:styles>"
