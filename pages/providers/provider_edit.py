"""登记服务单位: register a provider, or change one."""

from domain.permissions import Action
from services.providers import edit_provider, read_provider, register_provider
from services.regimes import regime_choices
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import page_head, section

actor = guard(Action.PROVIDER_EDIT)
provider_id = id_param()
known = None
if provider_id:
    with required():
        known = read_provider(actor, provider_id)
title = f"修改：{known.name}" if known else "登记服务单位"
page_head(title, where=["服务单位", ("名录", page_url("providers"))])
initial: dict[str, object] = {}
if known:
    initial = {
        "name": known.name, "credit_code": known.credit_code, "contact": known.contact, "phone": known.phone,
        "legal_representative": known.legal_representative, "controller": known.controller,
        "regime_id": str(known.regime_id or ""), "active": known.active,
    }  # fmt: skip
key = f"provider-{provider_id}" if known else "provider-new"
form = Form(key, draft_of=None if known else actor, initial=initial, version=known.version if known else 0)
with form:
    name = form.text("name", "单位名称", required=True, max_chars=100)
    code = form.text("credit_code", "统一社会信用代码", required=True, max_chars=20,
                     help="18位，按国家标准检查校验码。")  # fmt: skip
    section("法定代表人和控制人", "禁入时，同一法定代表人、同一实际控制人的其他单位一并受限")
    person = form.text("legal_representative", "法定代表人", required=True, max_chars=40)
    number = form.text(
        "representative_id", "法定代表人身份证号码", max_chars=20,
        help="只保存加密后的比对值，不保存号码。" + ("留空表示不变。" if known else ""),
    )  # fmt: skip
    controller = form.text("controller", "实际控制人", max_chars=100, help="与营业执照或股权登记一致。")
    section("监管与联系")
    regimes = regime_choices(actor)
    regime = form.choice("regime_id", "监管方案", regimes, help="决定用哪个制度的规则来判定。")
    contact = form.text("contact", "联系人", max_chars=50)
    phone = form.text("phone", "联系电话", max_chars=30)
    active = form.tick("active", "正在提供服务", True) if known else True
    if form.submit("保存"):
        values = {
            "name": name, "credit_code": code, "legal_representative": person, "representative_id": number,
            "controller": controller, "regime_id": int(regime) if regime else None, "contact": contact,
            "phone": phone, "active": active,
        }  # fmt: skip
        with form.told():
            if known:
                edit_provider(actor, known.id, form.version, values)
            else:
                provider_id = register_provider(actor, values)
            form.done(f"“{name}”已保存。")
            open_page("provider", id=provider_id)
