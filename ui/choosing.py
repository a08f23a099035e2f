"""A filter of a list that always stands on something: which sheet, which period."""

from collections.abc import Mapping

from ui.listing import Listing


def one_of(
    view: Listing, name: str, label: str, options: Mapping[str, str], first: str = "", *, width: int = 300
) -> str:
    """A choice of which one always stands: the first, or the one named."""
    start = first if first in options else next(iter(options))
    others = {key: words for key, words in options.items() if key != start}
    return view.choice(name, label, others, everything=options[start], width=width) or start
