"""我的账号: the own password and where one is logged in."""

from domain.permissions import Action
from services.accounts import change_password
from services.sessions import end_own_session, log_out_everywhere, own_sessions
from ui.forms import Form
from ui.guard import guard, told
from ui.page import page_head, section
from ui.session import current_session_id
from ui.wording import moment_text
import streamlit as st

actor = guard(Action.ACCOUNT_SELF)
page_head("我的账号", where=["我的"])
