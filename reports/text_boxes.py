"""Text boxes set on the page itself, for what no paragraph of the running text can reach."""

from dataclasses import dataclass

_EMU_PER_TWIP = 635


@dataclass(frozen=True, slots=True)
class Box:
    """Size in twips and the two positions as the XML inside wp:positionH and wp:positionV."""

    width: int
    height: int
    horizontal: str
    vertical: str
    turned: bool = False
    """Text runs downwards, turned by a quarter."""
    beside: bool = True
    """Whether running text may stand beside the box."""


def offset(relative_to: str, twips: int) -> str:
    """A position at a distance from an edge of the page."""
    return f'relativeFrom="{relative_to}"><wp:posOffset>{twips * _EMU_PER_TWIP}</wp:posOffset>'


def aligned(relative_to: str, edge: str) -> str:
    """A position against an edge of the type area."""
    return f'relativeFrom="{relative_to}"><wp:align>{edge}</wp:align>'


def text_box(inner: str, box: Box, *, identity: int, name: str) -> str:
    """A paragraph's run with the box; `inner` is the XML of the paragraphs in it.

    Without a wrap LibreOffice loses the place of a box in a footer, so every box has one.
    """
    width, height = box.width * _EMU_PER_TWIP, box.height * _EMU_PER_TWIP
    wrap = '<wp:wrapSquare wrapText="bothSides"/>' if box.beside else "<wp:wrapTopAndBottom/>"
    direction = "vert" if box.turned else "horz"
    anchor = "ctr" if box.turned else "b"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f"<wp:positionH {box.horizontal}</wp:positionH><wp:positionV {box.vertical}</wp:positionV>"
        f'<wp:extent cx="{width}" cy="{height}"/>{wrap}<wp:docPr id="{identity}" name="{name}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr vert="{direction}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
