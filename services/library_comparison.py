"""Two versions of a scheme side by side."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import Invalid
from domain.library.comparing import Difference, FileDifference, compare, compare_files
from domain.permissions import Action
from services.actor import Actor
from services.campaign_plan import library_version
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: entries with their old and new sentence, and the changed lines of the files."""

    scheme: str
    old_version: str
    new_version: str
    differences: tuple[Difference, ...]
    files: tuple[FileDifference, ...]


@query(Action.LIBRARY_READ)
def compare_versions(actor: Actor, old_id: int, new_id: int, *, session: Session = INJECTED) -> Comparison:
    """Compare two versions of one scheme, each with its default settings."""
    old, old_version = library_version(old_id, session=session)
    new, new_version = library_version(new_id, session=session)
    if old.id != new.id:
        raise Invalid({"new": "只能比较同一个方案的两个版本"})
    return Comparison(
        new.name,
        old_version,
        new_version,
        compare(old.scheme, new.scheme),
        compare_files(old.files, new.files),
    )
