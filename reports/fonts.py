"""The typefaces of an official document and what may stand in for them (GB/T 9704-2012, 5.2.2)."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from reports.plain_text import xml


class Face(StrEnum):
    """A typeface by its part in the document."""

    TITLE = "小标宋"
    BODY = "仿宋"
    SECOND = "楷体"
    FIRST = "黑体"
    FOOT = "宋体"


ACCEPTED = MappingProxyType(
    {
        Face.TITLE: ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
        Face.BODY: ("仿宋_GB2312", "仿宋", "FangSong"),
        Face.SECOND: ("楷体_GB2312", "楷体", "KaiTi"),
        Face.FIRST: ("黑体", "SimHei"),
        Face.FOOT: ("宋体", "SimSun"),
    }
)
"""Font names that count as the typeface; the first is written, the others are named as substitutes."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """The font names written into a document. An office without a font can name its substitute."""

    title: str = ACCEPTED[Face.TITLE][0]
    body: str = ACCEPTED[Face.BODY][0]
    second: str = ACCEPTED[Face.SECOND][0]
    first: str = ACCEPTED[Face.FIRST][0]
    foot: str = ACCEPTED[Face.FOOT][0]

    def name(self, face: Face) -> str:
        names = {
            Face.TITLE: self.title,
            Face.BODY: self.body,
            Face.SECOND: self.second,
            Face.FIRST: self.first,
            Face.FOOT: self.foot,
        }
        return names[face]

    def xml(self, face: Face) -> str:
        """w:rFonts for all four scripts: python-docx alone would leave the Chinese one unset."""
        name = xml(self.name(face)).replace('"', "&quot;")
        scripts = "".join(f' w:{script}="{name}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
        return f'<w:rFonts w:hint="eastAsia"{scripts}/>'


STANDARD_FONTS = FontSet()


def font_table(fonts: FontSet, declaration: str) -> str:
    """The part fontTable.xml: each font with the names under which other machines know it."""
    entries = []
    for face, names in ACCEPTED.items():
        name = xml(fonts.name(face)).replace('"', "&quot;")
        others = ",".join(other for other in names if other != fonts.name(face))
        family = "modern" if face in (Face.BODY, Face.SECOND, Face.FIRST) else "roman"
        entries.append(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        )
    return f"<w:fonts {declaration}>{''.join(entries)}</w:fonts>"
