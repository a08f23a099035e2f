"""The plain HTML of the doors: a few pages that work before there is a session. All text is escaped."""

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse

from services.health import version


def document(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page; `body` is trusted markup."""
    return HTMLResponse(
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} - 销号</title>"
        '<link rel="icon" type="image/png" href="/favicon.png"><link rel="stylesheet" href="/assets/door.css">'
        '</head><body><main><header><img src="/favicon.png" alt="" width="40" height="40">'
        "<div><b>销号</b><span>专项治理核查整改</span></div></header>"
        f"<h1>{escape(title)}</h1>{body}<footer>版本 {escape(version())}</footer></main></body></html>",
        status,
    )


def note(sentence: str, kind: str = "error") -> str:
    """A message above a form; "" for nothing."""
    role = "alert" if kind == "error" else "status"
    return f'<p class="note {kind}" role="{role}">{escape(sentence)}</p>' if sentence else ""


def field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    value: str = "",
    hint: str = "",
    problem: str = "",
    more: Mapping[str, str] | None = None,
) -> str:
    """A labelled field with its hint and its mistake."""
    attributes = {"id": name, "name": name, "type": kind, "value": value, **(more or {})}
    if problem:
        attributes |= {"aria-invalid": "true", "aria-describedby": f"{name}-problem"}
    written = " ".join(f'{key}="{escape(text)}"' for key, text in attributes.items())
    below = f'<span class="problem" id="{name}-problem">{escape(problem)}</span>' if problem else ""
    small = f"<small>{escape(hint)}</small>" if hint else ""
    return f'<label for="{name}">{escape(label)}</label><input {written}>{below}{small}'


def hidden(name: str, value: str) -> str:
    """A value that goes with the form."""
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'
