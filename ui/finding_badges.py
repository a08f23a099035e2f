"""Lights of findings as a word with a sign and a tone."""

from domain.traffic_lights import Light
from ui.badges import Badge, Tone

_SIGNS: dict[Light, tuple[str, Tone]] = {
    Light.GREEN: ("○", "plain"),
    Light.YELLOW: ("◐", "soon"),
    Light.RED: ("！", "late"),
    Light.GREY: ("∞", "plain"),
    Light.BLUE: ("✓", "good"),
    Light.UNSET: ("…", "plain"),
}
LIGHTS = {light.value: light.label for light in Light}


def light_badge(light: Light | None) -> Badge | None:
    """The badge of a light; None where there is no light."""
    return Badge(light.label, *_SIGNS[light]) if light else None
