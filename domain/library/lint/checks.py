"""All checks of a scheme, gathered."""

from domain.library.marked import MarkedDict
from domain.library.models.scheme import Scheme
from domain.library.problems import Problem


def lint_scheme(scheme: Scheme, tree: MarkedDict) -> list[Problem]:
    """Everything wrong or doubtful in a typed scheme."""
    return []
