"""State is a word with a sign and a colour, never a colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

import streamlit as st

from domain.traffic_lights import Light
from domain.workflow import STATE_NAMES, State

Tone = Literal["plain", "active", "good", "soon", "late", "ended"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A word, its sign and its tone; a cell of a table may be one."""

    word: str
    sign: str
    tone: Tone

    @property
    def text(self) -> str:
        return f"{self.sign} {self.word}" if self.sign else self.word


_SIGNS: Mapping[State, tuple[str, Tone]] = {
    State.REGISTERED: ("○", "plain"),
    State.ASSIGNED: ("◔", "active"),
    State.RECTIFYING: ("◑", "active"),
    State.SUBMITTED: ("◕", "active"),
    State.REVIEWED: ("◕", "active"),
    State.VERIFIED: ("◕", "active"),
    State.PUBLISHED: ("◕", "active"),
    State.CLOSED: ("✓", "good"),
    State.ONGOING: ("∞", "plain"),
    State.TRANSFERRED: ("→", "ended"),
    State.WITHDRAWN: ("×", "ended"),
}


def state_badge(state: State | str) -> Badge:
    """Badge of a finding's state."""
    known = State(state)
    sign, tone = _SIGNS[known]
    return Badge(STATE_NAMES[known], sign, tone)


_LIGHTS: Mapping[Light, tuple[str, Tone]] = {
    Light.GREEN: ("●", "good"),
    Light.YELLOW: ("▲", "soon"),
    Light.RED: ("■", "late"),
    Light.GREY: ("∞", "plain"),
    Light.BLUE: ("✓", "ended"),
    Light.UNSET: ("○", "plain"),
}


def light_badge(light: Light, detail: str = "") -> Badge:
    """Badge of a traffic light; `detail` ("剩3个工作日/5天") follows the word."""
    sign, tone = _LIGHTS[light]
    return Badge(f"{light.label} {detail}".strip(), sign, tone)


LIGHTS = {light.value: light.label for light in Light}


def badge_html(badge: Badge) -> str:
    """The badge as a piece of HTML, for `st.html`; its class is styled by `ui.theme`."""
    sign = f'<span aria-hidden="true">{escape(badge.sign)}</span> ' if badge.sign else ""
    return f'<span class="xh-badge xh-{badge.tone}">{sign}{escape(badge.word)}</span>'


def show_badges(*badges: Badge) -> None:
    """Badges in one line."""
    st.html(" ".join(badge_html(badge) for badge in badges))
