"""Who of a provider's service recipients is asked: lots over their codes, and what may be drawn a second time.

The lot of a person is the SHA-256 of "seed:code", as text; the smallest lots are drawn. It hangs on the code and
not on the row, so that nobody gains by sorting the file before the draw.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from domain.draws import rank, require_seed
from domain.errors import Invalid
from domain.surveys import required_sample


class Again(StrEnum):
    """Why a survey is drawn again: the frame was wrong, or too few of those drawn can be asked."""

    FRAME = "frame"
    REFUSED = "refused"


AGAIN_NAMES = {Again.FRAME: "抽样框有误，重新抽取", Again.REFUSED: "拒访、无效太多，补抽"}


@dataclass(frozen=True, slots=True)
class EarlierDraw:
    """A draw of the same survey: the codes of its frame, the codes drawn, and why it was made ("" the first)."""

    frame: Sequence[str]
    drawn: Sequence[str]
    again: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a survey rests on: how many are in the frame, and how many were drawn out of it in all."""

    frame: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a draw has to keep: how many the scheme wants of the frame, the fewest of this draw, who is left out."""

    required: int
    fewest: int
    left_out: tuple[str, ...]


def lots(frame: Iterable[str], count: int, seed: str, left_out: Collection[str] = ()) -> list[str]:
    """The codes drawn, in the order of their lots."""
    require_seed(seed)
    gone = frozenset(left_out)
    return sorted((code for code in frame if code not in gone), key=lambda code: rank(seed, code))[:count]


def since_the_frame(earlier: Sequence[EarlierDraw]) -> Sequence[EarlierDraw]:
    """The draws out of the frame that holds: the last one that did not only add people, and those after it."""
    starts = [at for at, one in enumerate(earlier) if one.again != Again.REFUSED]
    return earlier[starts[-1] :] if starts else earlier


def sample_of(earlier: Sequence[EarlierDraw]) -> Sample | None:
    """Frame and people drawn, as the survey reports them; None while nobody was drawn."""
    valid = since_the_frame(earlier)
    return Sample(len(valid[0].frame), sum(len(one.drawn) for one in valid)) if valid else None


def terms_of(
    frame: Sequence[str], share: Fraction, earlier: Sequence[EarlierDraw], again: Again | None
) -> Terms:
    """What this draw has to keep, or `Invalid` when it may not be made with this frame."""
    required = required_sample(len(frame), share)
    if not earlier:
        return Terms(required, max(1, required), ())
    if again is None:
        raise Invalid({"again": f"这次测评已经抽过 {len(earlier)} 次，再抽请选择原因"})
    valid = since_the_frame(earlier)
    same = set(frame) == set(valid[0].frame)
    if again is Again.FRAME:
        if same:
            raise Invalid({"file": "名单的编号与上次完全相同，抽样框没有变化，不能重新抽取"})
        return Terms(required, max(1, required), ())
    if not same:
        raise Invalid({"file": "补抽要用上次的名单；名单有变化的，原因请选“抽样框有误，重新抽取”"})
    gone = tuple(code for one in valid for code in one.drawn)
    return Terms(required, max(1, required - len(gone)), gone)


def require_count(count: int, terms: Terms, frame: int, share: Fraction) -> None:
    """`Invalid` unless the number lies between what the scheme wants and what the frame has."""
    free = frame - len(terms.left_out)
    if free <= 0:
        raise Invalid({"count": "名单里的人已经全部抽到，没有可以补抽的"})
    if count > free:
        raise Invalid({"count": f"可抽的只有 {free} 人"})
    if count < terms.fewest:
        raise Invalid({"count": f"按制度应抽不少于 {terms.fewest} 人（{share * 100}%，不足一人的按一人计）"})


def masked(name: str) -> str:
    """A name for those who need not know it: the first character, and a star for each other one."""
    return name[:1] + "*" * (len(name) - 1)
