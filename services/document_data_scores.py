"""考核结果通报: the results of a scoring sheet in a period, as they stand when the notice is issued."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sqlmodel import Session

from domain.errors import NotFound, WrongState
from domain.library.decimals import short
from domain.library.models.scoring import Sheet, SheetItem
from domain.library.score_words import review_words
from domain.thresholds import spans
from domain.thresholds.sheet_scores import ItemScore
from models.score import ScoreRound
from reports import score_results
from reports.score_results import Assessed, Reason, ScoreResults
from services.actor import Actor
from services.document_data import office_defaults
from services.document_data_summary import district_of
from services.documents_shape import DocumentKind, Field, Matter, Values, contact_of, issue_of, lines_of
from services.regimes import Regime, regime_of
from services.score_places import sheet_of
from services.score_sheets import ScoreRow, read_period, rows_of
from services.subjects import kind_name

OWNER = "score_round"
CODE = "score_results"
_MOST_LINES = 8  # reasons that a notice begins with; all of them stand in its annex


def open_results(_actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The results of one turn."""
    turn = session.get(ScoreRound, ids[0])
    if turn is None:
        raise NotFound("没有这一期考核，可能是链接有误。")
    regime = regime_of(turn.regime_id, session=session)
    sheet = sheet_of(regime, turn.sheet)
    rows = rows_of(regime, turn.sheet, read_period(sheet, turn.period), session=session)
    if not any(row.score.total is not None for row in rows):
        raise WrongState("这一期还没有评出总分，评出以后再制发考核结果通报。")

    def build(values: Values) -> ScoreResults:
        return _results(regime, sheet, turn.period, rows, values)

    defaults = office_defaults(session=session) | {
        "addressee": f"各{kind_name(regime.scheme, sheet.of)}",
        "overview": overview(rows),
        "problems": "\n".join(_problems(sheet, rows, kind_name(regime.scheme, sheet.of))),
        "requirements": "",
    }
    title = f"关于{spans.label_of(turn.period)}{sheet.name}结果的通报"
    facts = {"评分表": sheet.name, "统计期": spans.label_of(turn.period), "依据": sheet.clause} | _counts(
        rows
    )
    return Matter(OWNER, (turn.key,), None, district_of(session), title, facts, defaults, build)


def _counts(rows: Sequence[ScoreRow]) -> dict[str, str]:
    scored = sum(row.score.total is not None for row in rows)
    return {"已评出": f"{scored}个", "待评": f"{sum(row.pending for row in rows)}个"}


def overview(rows: Sequence[ScoreRow]) -> str:
    """How many came to a total, the best, the worst and the mean (to two places)."""
    totals = [row.score.total for row in rows if row.score.total is not None]
    mean = Fraction(round(sum(totals, Fraction(0)) / len(totals) * 100), 100)
    kinds = "、".join(dict.fromkeys(row.kind for row in rows if row.kind))
    apart = f"{kinds}分别排名。" if kinds else ""
    highest, lowest = short(max(totals)), short(min(totals))
    return f"评出总分{len(totals)}个，最高{highest}分，最低{lowest}分，平均{short(mean)}分。{apart}"


def _results(
    regime: Regime, sheet: Sheet, period: str, rows: Sequence[ScoreRow], values: Values
) -> ScoreResults:
    present = [row for row in rows if not row.score.exempt]
    return ScoreResults(
        issue=issue_of(values),
        sheet=sheet.name,
        period=spans.label_of(period),
        addressee=values["addressee"],
        basis=f"《{regime.scheme.scheme.name}》（{sheet.clause}）",
        who=kind_name(regime.scheme, sheet.of),
        out_of=short(sheet.total),
        items=tuple(item.name for item in sheet.items),
        assessed=tuple(_assessed(row) for row in present),
        grades=_grades(sheet, present),
        reasons=tuple(reasons_of(sheet, present)),
        exempt=tuple(f"{row.name}（{row.score.in_doubt}）" for row in rows if row.score.exempt),
        open=tuple(row.name for row in present if row.score.total is None),
        overview=values["overview"],
        problems=lines_of(values, "problems"),
        requirements=lines_of(values, "requirements"),
        review=review_words(sheet.review),
        contact=contact_of(values),
    )


def _assessed(row: ScoreRow) -> Assessed:
    score = row.score
    note = f"否决或限制：{score.vetoed_by}" if score.vetoed_by else score.in_doubt
    points = tuple("" if one.points is None else short(one.points) for one in score.items)
    return Assessed(
        row.rank, row.shown, points, "" if score.total is None else short(score.total), score.grade, note
    )


def _grades(sheet: Sheet, rows: Sequence[ScoreRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    order = [one.grade for one in sheet.grades]
    order += [one for one in dict.fromkeys(row.score.grade for row in rows) if one and one not in order]
    found = ((grade, tuple(row.name for row in rows if row.score.grade == grade)) for grade in order)
    return tuple((grade, names) for grade, names in found if names)


def reasons_of(sheet: Sheet, rows: Sequence[ScoreRow]) -> Iterator[Reason]:
    """Each item that came to less than its points, and each bonus item that came to anything, with how."""
    for row in rows:
        for item, score in zip(sheet.items, row.score.items, strict=True):
            change = _change(item, score)
            if change and score.points is not None:
                out_of = "加减分" if item.bonus else short(score.out_of)
                yield Reason(row.name, item.name, out_of, short(score.points), signed(change), score.told)


def _change(item: SheetItem, score: ItemScore) -> Fraction:
    """Points lost, or added by a bonus item; none while they are open and where the item does not apply."""
    if score.points is None or score.state == "not_applicable":
        return Fraction(0)
    return score.points if item.bonus else score.points - score.out_of


def signed(points: Fraction) -> str:
    """-12分, +2分."""
    return f"{'+' if points > 0 else ''}{short(points)}分"


def _problems(sheet: Sheet, rows: Sequence[ScoreRow], who: str) -> list[str]:
    """Items on which points were lost, by how many: a beginning for whoever writes the notice."""
    lost: dict[str, int] = {}
    for one in reasons_of(sheet, [row for row in rows if not row.score.exempt]):
        if one.change.startswith("-"):
            lost[one.item] = lost.get(one.item, 0) + 1
    ordered = sorted(lost.items(), key=lambda pair: -pair[1])[:_MOST_LINES]
    return [f"{item}：{number}个{who}扣分。" for item, number in ordered]


KINDS = (
    DocumentKind(
        CODE,
        "考核结果通报",
        OWNER,
        ScoreResults,
        score_results.render,
        (
            Field("addressee", "主送单位", required=True),
            Field("overview", "考核总体情况", "area", longest=4000),
            Field("problems", "主要扣分情况", "lines", help="一行一条；各家各项的理由在附件里", longest=8000),
            Field("requirements", "有关要求", "lines", help="一行一条，例如结果怎样运用", longest=8000),
        ),
        open_results,
    ),
)
