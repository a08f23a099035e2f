"""Small files for evidence: photos that are drawn and a page that is written, no bigger than they must be."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

_COLOURS = ("#8aa4b8", "#a8b89a", "#c2ab8f", "#9d9bb5", "#b59b9b", "#93b3ad")
PHOTOS = len(_COLOURS)


@cache
def photo(number: int) -> bytes:
    """A picture of a notice board, in one of a few colours."""
    image = Image.new("RGB", (320, 240), "#eef0f2")
    pen = ImageDraw.Draw(image)
    pen.rectangle((30, 30, 290, 190), fill=_COLOURS[number % PHOTOS], outline="#40566b", width=4)
    for row in range(4):
        for column in range(3):
            left, top = 48 + column * 82, 46 + row * 35
            pen.rectangle((left, top, left + 64, top + 24), fill="#ffffff", outline="#c8ccd0")
    pen.rectangle((90, 190, 100, 236), fill="#40566b")
    pen.rectangle((220, 190, 230, 236), fill="#40566b")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@cache
def page(title: str) -> bytes:
    """One page of PDF with a line of Latin text; enough to be opened and downloaded."""
    text = f"BT /F1 16 Tf 72 720 Td ({title}) Tj ET".encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(parts) + 1, table, tail)
