"""How many of the recipients a survey has to draw, by the scheme's own duty of sampling."""

from fractions import Fraction

from domain.library.models.scheme import Scheme


def sample_share(scheme: Scheme, metric: str) -> Fraction | None:
    """The share of the frame that a survey draws at least; None when the scheme sets none."""
    return None
