"""监管方案换版: which verdicts would come out differently under another version, and shall it be so?"""

from domain.permissions import Action
from services.library_reading import read_version
from services.rebase_regime import (
    RegimePreview,
    RegimeQuestions,
    preview_regime_rebase,
    rebase_regime,
    regime_questions,
)
from ui.forms import Form
from ui.guard import guard, required
from ui.library_uses import target_version
from ui.links import id_param, open_page, page_link, page_url
from ui.page import facts, page_head, section
from ui.plain import plain
from ui.rebase_preview import show_regime
from ui.seen import on_screen


def ask(form: Form, questions: RegimeQuestions) -> dict[str, object]:
    """The blanks and settings of the new version, with what was answered before."""
    section("换版时的选择", "原来填写和选定的已经带入")
    given: dict[str, object] = {}
    for key, blank in questions.scheme.open.items():
        given[key] = form.text(key, plain(blank.name), required=blank.required)
    for key, setting in questions.scheme.settings.items():
        options = {value: plain(words) for value, words in setting.options.items()}
        note = plain(setting.note or "") or None
        given[key] = form.choice(
            key, plain(setting.question), options, setting.default, required=True, radio=True, help=note
        )
    return {key: value for key, value in given.items() if value}


def apply(form: Form, choices: dict[str, object], seen: RegimePreview) -> None:
    """The reason and the button; what was on the screen is what is applied."""
    section("确认换版", "判定全部按新版重新计算并注明版本；旧的判定保留，已经办理的处置不变")
    version, token = on_screen(f"regime-rebase-{regime_id}", (questions.version, seen.token))
    reason = form.reason("换版的理由和依据")
    if form.submit(f"换用版本 {seen.new_version}", danger=True):
        with form.told():
            rebase_regime(actor, regime_id, choices, reason, version, token)
            form.done(f"“{questions.name}”已换用版本 {seen.new_version}，判定已重新计算。")
            open_page("regimes")


actor = guard(Action.REGIME_EDIT)
regime_id = id_param()
with required():
    stands = regime_questions(actor, regime_id, 0)
    now = read_version(actor, stands.library_id)
page_head("监管方案换版", where=["服务单位", ("监管方案", page_url("regimes")), stands.name])
facts({"方案": now.row.name, "现用版本": now.row.version, "校验值": now.row.checksum[:16]})
target = target_version(now)
page_link("对比两个版本的全文", "library_compare", old=now.row.id, new=target.id)
with required():
    questions = regime_questions(actor, regime_id, target.id)
initial = {key: str(value) for key, value in questions.carried.items()}
form = Form(f"regime-rebase-{regime_id}-{target.id}", initial=initial)
with form:
    choices: dict[str, object] = {"library_id": target.id, "parameters": ask(form, questions)}
    with required():
        seen = preview_regime_rebase(actor, regime_id, choices)
    show_regime(seen.line, "这里只是预览，没有保存任何内容")
    apply(form, choices, seen)
