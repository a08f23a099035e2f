"""What is wrong in a scheme, with the file and line where a person can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Told


class Severity(StrEnum):
    """Errors refuse a scheme; warnings are read and weighed by a person."""

    ERROR = "error"
    WARNING = "warning"


_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake or doubt; `line` counts from 1, 0 when it concerns the folder as a whole."""

    file: str
    line: int
    severity: Severity
    message: str

    @property
    def is_error(self) -> bool:
        """Whether the scheme is refused because of it."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {_WORDS[self.severity]}：{self.message}"


class LibraryError(Told):
    """A scheme that cannot be used; `problems` lists everything that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("；".join(str(problem) for problem in self.problems if problem.is_error))


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that refuse the scheme."""
    return [problem for problem in problems if problem.is_error]
