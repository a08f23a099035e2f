"""What dashboards share: rates with their fraction, and the addresses of the rows behind each figure."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

from domain.rectification import DONE, Progress
from domain.traffic_lights import Light, days_left
from domain.workflow import IN_CHECK, WITH_UNIT, State
from services import clock
from services.agenda import AgendaEntry
from services.todo import TodoItem
from services.todo_kinds import KINDS, Section
from ui.badges import Badge, light_badge
from ui.figure_table import Figure, count
from ui.links import Param, open_page, page_url
from ui.navigation import BY_STEM
from ui.wording import NONE, progress_percent, wan_yuan

_STATES: dict[str, list[State]] = {
    "found": [state for state in State if state is not State.WITHDRAWN],
    "due": [state for state in State if state in DONE | IN_CHECK | WITH_UNIT | {State.REGISTERED}],
    "done": [state for state in State if state in DONE],
    "ongoing": [State.ONGOING],
    "transferred": [State.TRANSFERRED],
}

_TASKS: dict[str, tuple[str, str]] = {
    "self_review": ("self_report", "id"),
    "filing_submit": ("filing", "id"),
    "filing_send": ("filing", "id"),
    "filing_returned": ("filing", "id"),
    "filing_receive": ("filing", "id"),
    "filing_receive_kept": ("filing", "id"),
    "phase_open": ("phases", "campaign"),
    "phase_close": ("phases", "campaign"),
    "visit": ("visit_record", "id"),
    "visit_close": ("visit", "id"),
    "verdict_judge": ("verdict", "id"),
    "survey": ("measurement_new", "provider"),
    "data_report": ("measurement_import", "regime"),
    "register_report": ("register_new", "regime"),
    "settlement_approve": ("settlement", "id"),
    "score_give": ("scores", "round"),
    "score_urge": ("scores", "round"),
    "score_tell": ("scores", "round"),
    "score_review": ("score_review", "id"),
    "ban_release": ("ban", "id"),
    "lead_hand_over": ("lead", "id"),
    "lead_answer": ("lead", "id"),
    "account_locked": ("account", "id"),
}
_DETAILS = {Section.FINDINGS: "finding", Section.DECISIONS: "decision"}


def rate(part: int, whole: int) -> str:
    """80.0%, or a dash when nothing was due."""
    return progress_percent(part, whole) if whole else NONE


def told_rate(part: int, whole: int) -> str:
    """80.0%（40/50）; the dash keeps its fraction too."""
    return f"{rate(part, whole)}（{part}/{whole}）"


def told_amount(progress: Progress) -> str:
    """Rectified of due, 89.35/183.02万元."""
    return f"{wan_yuan(progress.rectified_fen).removesuffix(' 万元')}/{wan_yuan(progress.amount_fen).replace(' ', '')}"


def address(stem: str, **params: Param) -> str:
    """Address of a page, "" when the application has no such page."""
    return page_url(stem, **params) if stem in BY_STEM else ""


def follow(address: str) -> None:
    """Go to the page of an address in this tab; does nothing when the application has no such page."""
    parts = urlsplit(address)
    stem = parts.path.strip("/")
    if stem in BY_STEM:
        open_page(stem, **dict(parse_qsl(parts.query)))


def findings_url(campaign_id: int, figure: str, **filters: Param) -> str:
    """The ledger filtered to the rows that a figure counts."""
    if figure == "overdue":
        return address("findings", campaign=campaign_id, light="red", **filters)
    states = ",".join(_STATES[figure])
    return address("findings", campaign=campaign_id, state=states, **filters)


def finding_figures(progress: Progress, campaign_id: int, **filters: Param) -> list[Figure]:
    """Found, due, done, overdue, ongoing, and both rates: the columns that all comparisons share."""

    def link(figure: str, number: int, *, bad: bool = False) -> Figure:
        return count(number, findings_url(campaign_id, figure, **filters), bad=bad)

    return [
        link("found", progress.found),
        link("due", progress.due),
        link("done", progress.done),
        link("overdue", progress.overdue, bad=True),
        Figure(told_rate(progress.done, progress.due)),
        Figure(f"{rate(progress.rectified_fen, progress.amount_fen)}（{told_amount(progress)}）"),
        link("ongoing", progress.ongoing),
    ]


FINDING_HEADS = ("发现", "应整改", "已整改", "逾期", "按项整改率", "按金额整改率", "长期坚持")


def task_url(item: TodoItem) -> str:
    """Address of the place where a task is done; "" when the application has no such page."""
    if item.place:
        return address("filing", **dict(parse_qsl(item.place)))
    if item.kind in ("self_submit", "self_returned"):
        known = item.object_id or None
        return address("my_report", id=known, campaign=None if known else item.campaign_id)
    if item.kind == "self_below":
        return address("self_summary", campaign=item.object_id, standing="missing")
    if item.kind == "library_newer":
        return address("campaign", campaign=item.campaign_id)
    if item.kind == "summary":
        return address("document_new", kind="campaign_summary", ids=item.object_id)
    stem, name = _TASKS.get(item.kind, (_DETAILS.get(KINDS[item.kind].section, ""), "id"))
    return address(stem, **{name: item.object_id})


_LEFT = {Light.RED: "逾期 {} 天", Light.YELLOW: "剩 {} 天", Light.GREEN: "剩 {} 天"}


def task_light(item: TodoItem) -> Badge:
    """The light of a task with the days that are left."""
    if item.due is None:
        return Badge("须优先办理", "■", "late") if item.urgent else Badge("等待办理", "○", "plain")
    left = days_left(item.due, clock.today())
    if left == 0:
        return Badge("今日到期", "▲", "soon")
    words = light_badge(item.light)
    return Badge(_LEFT[item.light].format(abs(left)), words.sign, words.tone)


def agenda_url(entry: AgendaEntry) -> str:
    """Address of what a day of the calendar is about."""
    if entry.place:
        stem, _, asked = entry.place.partition("?")
        return address(stem, **dict(parse_qsl(asked)))
    day: date = entry.day
    match entry.kind:
        case "findings_due":
            return address("findings", campaign=entry.campaign_id, due_from=f"{day}", due_to=f"{day}")
        case "publicity_end":
            return address("findings", campaign=entry.campaign_id, state=State.PUBLISHED.value)
        case "look_back":
            return address("finding_look_back", campaign=entry.campaign_id)
        case "visit":
            return address("visit", id=entry.object_id)
        case "ban_end":
            return address("bans")
        case "statement_due" | "order_due" | "payment_due" | "right_lapses" | "decision_ends":
            return address("decision", id=entry.object_id)
    return address("phases", campaign=entry.campaign_id)
