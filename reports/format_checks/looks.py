"""What a run or paragraph finally looks like, after document defaults, styles and its own settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An element of the XML tree; lxml carries no types."""

THEME_FONT = "主题字体"
_FLAGS = ("b", "keepNext", "pageBreakBefore")
_VALUES = ("sz", "color", "jc")
_ATTRIBUTES = {
    "ind": ("firstLineChars", "firstLine", "rightChars", "right", "leftChars", "left", "start", "end"),
    "spacing": ("val", "line", "lineRule", "after"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Resolved settings by name, e.g. sz, color, font, ind.firstLineChars.

    spacing.line is the distance of lines, spacing.val that of characters.
    """

    values: Mapping[str, str]

    def number(self, name: str) -> int | None:
        """A whole number, or None when it is not set or not a number."""
        text = self.values.get(name, "")
        return int(text) if text.lstrip("-").isdigit() else None

    def text(self, name: str) -> str:
        return self.values.get(name, "")


def own_values(properties: Element | None) -> dict[str, str]:
    """The settings that stand in one w:rPr or w:pPr."""
    values: dict[str, str] = {}
    for child in properties if properties is not None else ():
        name = str(child.tag).rpartition("}")[2]
        if name in _VALUES:
            values[name] = child.get(qn("w:val"), "")
        elif name in _FLAGS:
            values[name] = child.get(qn("w:val"), "1")
        elif name in _ATTRIBUTES:
            values.update(_attributes(child, name))
        elif name == "rFonts":
            values.update(_font(child))
    return values


def _attributes(element: Element, name: str) -> Iterator[tuple[str, str]]:
    for attribute in _ATTRIBUTES[name]:
        value = element.get(qn(f"w:{attribute}"))
        if value is not None:
            yield f"{name}.{attribute}", value


def _font(element: Element) -> Iterator[tuple[str, str]]:
    if element.get(qn("w:eastAsiaTheme")) is not None:
        yield "font", THEME_FONT
    elif element.get(qn("w:eastAsia")) is not None:
        yield "font", element.get(qn("w:eastAsia"))


class Styles:
    """The styles part of a document, each resolved once along its chain of parents."""

    def __init__(self, root: Element) -> None:
        self._defaults = {
            **own_values(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")),
            **own_values(root.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}")),
        }
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        self._resolved: dict[str, dict[str, str]] = {}
        self.normal = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph"
            ),
            "",
        )

    def values(self, style: str) -> dict[str, str]:
        """Settings of a style with everything it is based on, without the document's defaults."""
        if style not in self._resolved:
            self._resolved[style] = self._resolve(style, set())
        return self._resolved[style]

    def _resolve(self, style: str, seen: set[str]) -> dict[str, str]:
        element = self._styles.get(style)
        if element is None or style in seen:
            return {}
        seen.add(style)
        parent = element.find(qn("w:basedOn"))
        inherited = self._resolve(parent.get(qn("w:val"), ""), seen) if parent is not None else {}
        return {
            **inherited,
            **own_values(element.find(qn("w:pPr"))),
            **own_values(element.find(qn("w:rPr"))),
        }

    def paragraph(self, properties: Element | None) -> dict[str, str]:
        """What the paragraph itself, its style and the defaults say together."""
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style = named.get(qn("w:val"), "") if named is not None else self.normal
        base = self.values(style) or self.values(self.normal)
        return {**self._defaults, **base, **own_values(properties)}

    def run(self, paragraph: Mapping[str, str], properties: Element | None) -> Look:
        """What a run looks like in its paragraph."""
        named = properties.find(qn("w:rStyle")) if properties is not None else None
        style = self.values(named.get(qn("w:val"), "")) if named is not None else {}
        return Look({**paragraph, **style, **own_values(properties)})
