"""The one HTML page that carries the application: Streamlit's own, in Chinese and without inline scripts."""

import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

ASSETS = Path(__file__).resolve().parent / "assets"
INDEX = Path(streamlit.__file__).resolve().parent / "static" / "index.html"
HEAD = '<link rel="stylesheet" href="/assets/application.css"><script src="/assets/application.js"></script>'


@cache
def page() -> str:
    """Streamlit's index.html: lang, title, our script before theirs, absolute addresses, no English."""
    text = INDEX.read_text(encoding="utf-8")
    text = text.replace('<html lang="en">', '<html lang="zh-CN">')
    text = re.sub(r"<title>.*?</title>", f"<title>销号</title>{HEAD}", text, flags=re.S)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r'<link\s+rel="(service-desc|preload)".*?/>', "", text, flags=re.S)
    text = re.sub(
        r"<noscript>.*?</noscript>",
        "<noscript><p>请在浏览器中启用 JavaScript 后使用本系统。</p></noscript>",
        text,
        flags=re.S,
    )
    return text.replace('="./', '="/')


def show_page(_request: Request) -> Response:
    """Any single-segment address is a page of the application; the shell decides which."""
    return HTMLResponse(page())


def favicon(_request: Request) -> Response:
    """A PNG, because an icon font would be a download."""
    return FileResponse(ASSETS / "favicon.png", headers={"Cache-Control": "public, max-age=86400"})


ROUTES = [
    Route("/favicon.png", favicon),
    Route("/favicon.ico", favicon),
    Mount("/assets", StaticFiles(directory=ASSETS)),
    Route("/", show_page, methods=["GET"]),
    Route("/{stem}", show_page, methods=["GET"]),
]
