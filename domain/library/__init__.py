"""Schemes as data: reading, checking and asking them.

The format is told in docs/怎样写一个方案.md and docs/library-format.md.
"""

from domain.library.library import Library, lint, load_files, load_folder, read_folder
from domain.library.problems import LibraryError, Problem, Severity
from domain.library.schedule import (
    Blank,
    ResolvedDeliverable,
    ResolvedPhase,
    open_parameters,
    resolve_deliverables,
    resolve_phases,
)

__all__ = [
    "Blank",
    "Library",
    "LibraryError",
    "Problem",
    "ResolvedDeliverable",
    "ResolvedPhase",
    "Severity",
    "lint",
    "load_files",
    "load_folder",
    "open_parameters",
    "read_folder",
    "resolve_deliverables",
    "resolve_phases",
]
