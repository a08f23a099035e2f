"""What a scheme says of the nature of problems and of how problems of an item are rectified."""

from sqlmodel import Session

from domain.errors import Invalid
from domain.findings import Kind
from domain.library.models.natures import FindingNature, NatureRaise
from models.campaign import Campaign
from models.finding import Finding
from services.libraries import scheme_of


def nature_of(campaign: Campaign, *, session: Session) -> FindingNature | None:
    """The classification of problems, where the campaign's scheme has one."""
    return scheme_of(campaign, session=session).finding_nature


def raise_of(nature: FindingNature | None, row: Finding) -> NatureRaise | None:
    """Why a problem has come to weigh as a heavier one: that it came back itself, before the number of others."""
    raises = nature.raises if nature is not None else ()
    same = [one for one in raises if (one.from_, one.becomes) == (row.nature_found, row.nature_due)]
    by_itself = [one for one in same if one.relapsed and row.relapse_of is not None]
    return next(iter(by_itself + [one for one in same if not one.relapsed]), None)


def require_known(nature: FindingNature | None, word: str) -> None:
    """`Invalid` unless the scheme has this word, or none was given."""
    if word and (nature is None or word not in nature.options):
        raise Invalid({"nature": f"方案没有规定“{word}”这种问题性质，请重新选择。"})


def settled(nature: FindingNature | None, word: str) -> str:
    """The word, or `Invalid` where the scheme tells problems apart and nobody has said of which nature this one is."""
    if nature is not None and not word:
        raise Invalid({"nature": f"请先确定问题的{nature.name}。"})
    return word


def known_word(nature: FindingNature | None, word: str) -> str:
    """The word, where the scheme still has it."""
    return word if nature is not None and word in nature.options else ""


def nature_text(nature: str, found: str) -> str:
    """较大（按重大管理）; "" while nobody has said."""
    return f"{found}（按{nature}管理）" if found and found != nature else nature


def rectified_as(campaign: Campaign, item: str, *, session: Session) -> tuple[Kind, str]:
    """How the checklist has problems of an item rectified: a usual kind, and one of the scheme's own or ""."""
    groups = scheme_of(campaign, session=session).checklist.categories
    found = next((one.rectify_as for group in groups for one in group.items if one.id == item), "")
    if found in set(Kind):
        return Kind(found), ""
    return Kind.BY_DEADLINE, found
