"""换用方案版本: what would another version change in this campaign, and shall it be so?"""

from domain.permissions import Action
from services.campaigns import CampaignView, read_campaign
from services.library_reading import read_version
from services.rebase import rebase_campaign
from services.rebase_ground import TREATMENT_NAMES
from services.rebase_lines import Preview
from services.rebase_preview import Questions, preview_rebase, rebase_questions
from ui.campaign_plan import ask_parameters
from ui.campaigns import campaign_badge, chosen_campaign
from ui.forms import Form
from ui.guard import guard, required
from ui.library_uses import target_version
from ui.links import open_page, page_link, page_url
from ui.page import facts, page_head, section
from ui.plain import plain
from ui.rebase_preview import show_preview
from ui.seen import on_screen


def ask(form: Form, questions: Questions) -> dict[str, object]:
    """What the new version asks, what happens to running deadlines, and which regimes move along."""
    section("换版时的选择", "原来填写和选定的已经带入")
    parameters = ask_parameters(form, questions.plan)
    treatment = form.choice(
        "deadlines", "正在整改的问题，期限怎样处理", dict(map(_words, TREATMENT_NAMES.items())), "all",
        required=True, radio=True,
    )  # fmt: skip
    moving = [
        key
        for key, name in questions.regimes.items()
        if form.tick(f"regime_{key}", plain(f"监管方案“{name}”一起换版"), True)
    ]
    return {
        "parameters": {key: value for key, value in parameters.items() if value},
        "deadlines": treatment or "all",
        "regime_ids": moving,
    }


def _words(pair: tuple[str, str]) -> tuple[str, str]:
    return str(pair[0]), pair[1]


def ask_categories(form: Form, seen: Preview) -> dict[str, str]:
    """Where findings go whose category the new version does not have."""
    options = dict(seen.new_categories)
    chosen = {
        key: form.choice(f"category_{key}", plain(f"新版没有类别“{name}”，{count} 个问题改归"), options)
        for key, name, count in seen.missing_categories
    }
    return {key: value for key, value in chosen.items() if value}


def apply(form: Form, view: CampaignView, choices: dict[str, object], seen: Preview) -> None:
    """The reason and the button; what was on the screen is what is applied."""
    section("确认换版", "逐条记入审计，并通知期限有变动的单位")
    version, token = on_screen(f"rebase-{view.id}", (view.version, seen.token))
    reason = form.reason("换版的理由和依据")
    if form.submit(f"换用版本 {seen.new_version}", danger=True):
        with form.told():
            changed = rebase_campaign(actor, view.id, choices, reason, version, token)
            form.done(f"已换用版本 {seen.new_version}，{changed} 个问题随之变动。")
            open_page("phases", campaign=view.id)


actor = guard(Action.CAMPAIGN_EDIT)
campaign = chosen_campaign(actor)
with required():
    view = read_campaign(actor, campaign.id)
    now = read_version(actor, view.library_id)
page_head(
    "换用方案版本",
    where=["专项行动", (view.name, page_url("phases", campaign=view.id))],
    badges=[campaign_badge(view.state)],
)
facts({"方案": view.scheme, "现用版本": view.scheme_version, "校验值": view.checksum[:16]})
target = target_version(now)
page_link("对比两个版本的全文", "library_compare", old=now.row.id, new=target.id)
with required():
    questions = rebase_questions(actor, view.id, target.id)
form = Form(f"rebase-{view.id}-{target.id}", initial=dict(questions.carried))
with form:
    choices: dict[str, object] = {"library_id": target.id, **ask(form, questions)}
    with required():
        seen = preview_rebase(actor, view.id, choices)
    if seen.missing_categories:
        choices["categories"] = ask_categories(form, seen)
        with required():
            seen = preview_rebase(actor, view.id, choices)
    section(f"换到版本 {target.version} 的影响", "这里只是预览，没有保存任何内容")
    show_preview(seen)
    apply(form, view, choices, seen)
