"""Browsers in a hurry: the next message arrives while the last one is being answered.

with hurry.during_callbacks():
    page.run()
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.runtime.state.session_state import SessionState

from tests.running import Page, with_cookie


def message(states: WidgetStates | None) -> RerunData:
    """What the browser has sent for the page that is being drawn: these widgets."""
    context = get_script_run_ctx()
    assert context is not None
    return RerunData(
        query_string=context.query_string,
        widget_states=states or WidgetStates(),
        page_script_hash=context.page_script_hash,
    )


def send(again: RerunData) -> None:
    """The browser sends a message."""
    context = get_script_run_ctx()
    assert context is not None
    assert context.script_requests is not None
    context.script_requests.request_rerun(again)


@contextmanager
def during_callbacks(**changed: str) -> Iterator[list[int]]:
    """Something else is touched as soon as the callbacks of a change begin; how often that happened.

    changed: the browser has other words in this widget by now, by its key with _ for -.
    """
    happened: list[int] = []
    really = SessionState._call_callbacks

    def interrupted(state: SessionState, **more: Any) -> None:
        if not happened:
            happened.append(1)
            send(message(_with(state._current_interaction_widget_states, changed)))
        really(state, **more)

    with patch.object(SessionState, "_call_callbacks", interrupted):
        yield happened


def _with(states: WidgetStates | None, changed: Mapping[str, str]) -> WidgetStates:
    found = WidgetStates()
    found.CopyFrom(states or WidgetStates())
    for one in found.widgets:
        for key, words in changed.items():
            if one.id.endswith(f"-{key.replace('_', '-')}"):
                if one.WhichOneof("value") == "string_array_value":
                    one.string_array_value.data[:] = [words]
                else:
                    one.string_value = words
    return found


def _pressed(sent: RerunData) -> int:
    return sum(one.trigger_value for one in sent.widget_states.widgets) if sent.widget_states else 0


@contextmanager
def during(command: str, *, pressed: bool = True) -> Iterator[list[int]]:
    """The same button is pressed again while a function works: "services.findings_register.insert_finding".

    Without `pressed` something else on the page is touched.
    """
    happened: list[int] = []
    messages: list[RerunData] = []
    begin = SessionState.on_script_will_rerun
    module, _, name = command.rpartition(".")
    really = getattr(__import__(module, fromlist=[name]), name)

    def noticed(state: SessionState, fresh: WidgetStates | None, **more: Any) -> None:
        messages.append(message(fresh))
        begin(state, fresh, **more)

    def interrupted(*given: Any, **more: Any) -> Any:
        if not happened:
            happened.append(1)
            send(max(messages, key=_pressed) if pressed else message(None))
        return really(*given, **more)

    with patch.object(SessionState, "on_script_will_rerun", noticed), patch(command, interrupted):
        yield happened


def press_late(page: Page, button: str) -> None:
    """The button is pressed, and once more after its answer was drawn, before anybody saw that."""
    page.button(key=button).click()
    late = page.test._tree.get_widget_states()
    page.run()
    with with_cookie(page.token):
        page.test._run(late)


@contextmanager
def losing_the_connection(command: str, *about: Any) -> Iterator[list[int]]:
    """The browser is gone once a function has given something back for these: "ui.secret.read_note"."""
    happened: list[int] = []
    module, _, name = command.rpartition(".")
    really = getattr(__import__(module, fromlist=[name]), name)

    def cut(*given: Any) -> Any:
        found = really(*given)
        if found and given == about and not happened:
            happened.append(1)
            context = get_script_run_ctx()
            assert context is not None
            assert context.script_requests is not None
            context.script_requests.request_stop()
        return found

    with patch(command, cut):
        yield happened
