"""An act that needs a reason and nothing else, folded until somebody wants it."""

from collections.abc import Callable

import streamlit as st

from ui.forms import Form


def reasoned(
    key: str,
    version: int,
    act: Callable[[int, str], object],
    *,
    title: str,
    label: str,
    said: str,
    button: str = "",
    caption: str = "",
    danger: bool = False,
) -> None:
    """The fold with its form; `act` takes the version that was read and the reason, `said` is told when it is done.

    label: what the reason is asked for by; button: where it is called otherwise than the fold.
    """
    with st.expander(title):
        if caption:
            st.caption(caption)
        form = Form(key, version=version)
        with form:
            reason = form.reason(label)
            if form.submit(button or title, danger=danger):
                with form.told():
                    act(form.version, reason)
                    form.done(said)
                    st.rerun()
