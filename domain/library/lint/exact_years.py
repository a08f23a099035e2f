"""Parts of a year whose days were fixed for some years (春节、校历) and are forgotten for others."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits


def check_exact_years(scheme: Scheme, _visited: Visits) -> Iterator[Doubt]:
    """A year in force without days of its own takes the general ones, which is easily overlooked."""
    years = _in_force(scheme)
    for key, period in scheme.periods.items():
        cycle = period.cycle(key)
        for place, part in enumerate(cycle.parts):
            fixed = {year for year, at in cycle.exact if at == place}
            left = [str(year) for year in years if year not in fixed]
            if fixed and left:
                general = f"{part.start[0]}月{part.start[1]}日至{part.end[0]}月{part.end[1]}日"
                told = f"“{part.name}”的具体起止（exact）没有写{'、'.join(left)}年的"
                yield doubtful(("periods", key, "exact"), f"{told}，那一年按{general}算，逐年不同的请补上")


def _in_force(scheme: Scheme) -> list[int]:
    """The years of which the scheme speaks, as far as it says: those of its main document, else its own."""
    document = scheme.documents[scheme.main_document]
    if document.effective is not None and document.until is not None:
        return list(range(document.effective.year, document.until.year + 1))
    return [scheme.scheme.year] if isinstance(scheme.scheme.year, int) else []
