"""What a plan doubts of its scheme as a whole: its year, and whom it names."""

from sqlmodel import Session

from domain.library.models.scheme import Scheme
from domain.library.schedule import year_doubts
from domain.phases import Note, NoteKind
from services.named_units import unknown_names


def scheme_notes(scheme: Scheme, year: int, *, session: Session) -> tuple[Note, ...]:
    """Where the year contradicts one that the scheme itself states, and names that no unit has."""
    years = tuple(Note(scheme.scheme.name, NoteKind.YEAR, why) for why in year_doubts(scheme, year))
    named = tuple(
        Note(
            scheme.scheme.name,
            NoteKind.NAME,
            f"方案点名由“{name}”报送，单位里没有叫这个名称的，请先登记或者改名",
        )
        for name in unknown_names(scheme, session=session)
    )
    return years + named
