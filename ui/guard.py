"""The two lines every page needs: who may be here, and how a refusal is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from domain.errors import Conflict, Invalid, NotFound, Refused, Told
from domain.permissions import Action, require
from services.actor import Actor
from ui.plain import plain
from ui.session import current_actor


def guard(action: Action) -> Actor:
    """The person in front of the screen, when the table allows the action; else the page ends here."""
    actor = current_actor()
    if actor is None:
        st.warning("登录已失效，请重新登录。")
        st.html('<a href="/login" target="_self">重新登录</a>')
        st.stop()
    try:
        require(actor.role, action)
    except Refused as refusal:
        st.error(plain(f"{refusal} 您当前的身份不能打开这个页面。"))
        st.stop()
    return actor


def show(message: Told) -> None:
    """One message to the user, by its kind; words that somebody typed stay words, they are never markup."""
    sentence = plain(str(message))
    if isinstance(message, Conflict):
        st.warning(f"{sentence} 您填写的内容还在，请核对后重新提交。")
    elif isinstance(message, Invalid):
        for mistake in message.fields.values():
            st.error(plain(mistake))
    elif isinstance(message, NotFound):
        st.info(sentence)
    else:
        st.error(sentence)


@contextmanager
def told() -> Iterator[None]:
    """Catch what the services say to the user and show it; nothing else is caught.

    Code after a message inside the block does not run. Inside a form use `Form.told`, which puts the
    sentences beside their fields.
    """
    try:
        yield
    except Told as message:
        show(message)


@contextmanager
def required() -> Iterator[None]:
    """As `told`, for what the page cannot do without: the page ends after the message."""
    try:
        yield
    except Told as message:
        show(message)
        st.stop()
