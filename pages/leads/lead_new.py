"""登记线索: a lead that came another way than from a finding. Discipline only."""

from domain.permissions import Action
from services import clock
from services.leads import lead_choices, register_lead
from ui.campaigns import chosen_campaign
from ui.forms import Form
from ui.guard import guard
from ui.leads import lead_fields
from ui.links import open_page, page_url
from ui.page import page_head

actor = guard(Action.LEAD_EDIT)
page_head("登记线索", where=["线索", ("线索登记", page_url("leads"))])
campaign = chosen_campaign(actor)
with Form(f"lead-new-{campaign.id}", draft_of=actor, narrow=True) as form:
    found_on = form.day("found_on", "发现日期", clock.today(), required=True)
    values = lead_fields(form, lead_choices(actor, campaign.id))
    if form.submit("登记线索"):
        with form.told():
            lead_id = register_lead(actor, campaign.id, {**values, "found_on": found_on})
            form.done("线索已登记。")
            open_page("lead", id=lead_id)
