"""Words that people typed, inside places that read Markdown: nothing of it becomes a link, picture or sum."""

_SIGNS = frozenset("\\`*_{}[]<>#|$~:!&")


def plain(text: str) -> str:
    """The text as it was typed, with every sign of Markdown shown instead of read."""
    return "".join("\\" + sign if sign in _SIGNS else sign for sign in text)
