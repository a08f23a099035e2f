"""Which of the close-out steps of a scheme strikes the problem off."""

from collections.abc import Sequence

from domain.library.models.casework import CloseOutStep

RESPONSIBLE = "responsible"  # the role that schemes give to whoever has to rectify


def strikes_at(steps: Sequence[CloseOutStep]) -> CloseOutStep | None:
    """The last step that is neither a visit nor a posting, and that others take than who rectifies."""
    found = (s for s in reversed(steps) if s.role != RESPONSIBLE and not s.on_site and s.lasts is None)
    return next(found, None)
