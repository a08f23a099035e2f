"""Run a page as somebody, through the shell, without a browser.

page = running.open_page("finding", people.office, id=3)
page.button(key="…").click().run()
assert running.rows(page) == [...]
"""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import PropertyMock, patch

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from models import engine
from services import sessions
from services.actor import Actor
from ui.navigation import BY_STEM

ROOT = Path(__file__).resolve().parent.parent
SHELL = ROOT / "ui" / "shell.py"
SECONDS = 30

# Each run of an AppTest would look through all installed packages for components: two thirds of its time.
installed_components = functools.cache(manifest_scanner.scan_component_manifests)
manifest_scanner.scan_component_manifests = installed_components


def token_of(actor: Actor) -> str:
    """A new session of this person, as logging in would make it."""
    with engine.transaction() as session:
        return sessions.open_session(actor.account_id, "test", session=session)


@contextmanager
def with_cookie(token: str) -> Iterator[None]:
    """Whatever page runs inside is sent this cookie."""
    cookies = {sessions.COOKIE: token} if token else {}
    with patch("streamlit.runtime.context.ContextProxy.cookies", PropertyMock(return_value=cookies)):
        yield


class Page:
    """An AppTest that stays logged in as one person: use it like an `AppTest`."""

    def __init__(self, test: AppTest, actor: Actor | None) -> None:
        self.test = test
        self.token = token_of(actor) if actor else ""

    def run(self) -> "Page":
        """One rerun as this person."""
        with with_cookie(self.token):
            self.test.run(timeout=SECONDS)
        assert not self.test.exception, [error.value for error in self.test.exception]
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.test, name)

    def click(self, key: str) -> "Page":
        """Press the button with this key; that of a form which was sent before has the number of times at its end."""
        known = {str(one.key) for one in self.test.button}
        later = sorted(one for one in known if re.fullmatch(rf"{re.escape(key)}-[0-9]+", one))
        self.test.button(key=key if key in known or not later else later[0]).click()
        return self.run()

    @property
    def texts(self) -> str:
        """All that can be read on the page: texts, messages, HTML blocks and tables."""
        kinds = (
            "title",
            "header",
            "subheader",
            "markdown",
            "caption",
            "text",
            "html",
            "error",
            "warning",
            "info",
            "success",
            "metric",
        )
        found = [
            getattr(one, "value", None) or getattr(one.proto, "body", "")
            for kind in kinds
            for one in self.test.get(kind)
        ]
        words = [text for text in map(str, found) if not text.startswith("<style>")]
        return "\n".join([*words, *(json.dumps(table, ensure_ascii=False) for table in tables(self))])


def open_page(stem: str, actor: Actor | None, **params: str | int) -> Page:
    """The page at "/<stem>?<params>" as this person sees it first."""
    test = AppTest.from_file(str(SHELL), default_timeout=SECONDS)
    test.switch_page(f"../{BY_STEM[stem].path}")
    for name, value in params.items():
        test.query_params[name] = str(value)
    return Page(test, actor).run()


def tables(page: Page | AppTest) -> list[Mapping[str, Any]]:
    """The data of each `ui.table` on the page."""
    test = page.test if isinstance(page, Page) else page
    return [json.loads(one.proto.json) for one in test.get("bidi_component")]


def rows(page: Page | AppTest, number: int = 0) -> list[dict[str, Any]]:
    """Rows of a table as column title → text (the word of a badge); "id" is the row's id."""
    found = tables(page)
    if number >= len(found):
        return []
    titles = [column["title"] for column in found[number]["columns"]]
    return [
        {"id": row["id"], **{title: _text(cell) for title, cell in zip(titles, row["cells"], strict=True)}}
        for row in found[number]["rows"]
    ]


def _text(cell: object) -> object:
    return cell["word"] if isinstance(cell, dict) else cell


def tick(page: Page, table_key: str, ids: list[int]) -> Page:
    """Tick rows of a table whose key is "<listing key>:table"."""
    page.test.session_state[table_key] = {"ticked": ids}
    return page.run()
