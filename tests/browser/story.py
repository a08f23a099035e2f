"""People of the story at their browsers: what they do is said in the words that stand on the screen.

office = cast.enters(visit, "office")
office.opens("/campaign_new")
office.chooses("方案", "居家养老")
office.writes("名称", "2026年居家养老服务专项治理")
office.presses("创建专项行动")
office.reads("已创建")
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from services import sessions
from tests import world
from tests.browser.live import LiveApp
from tests.browser.visits import DESKTOP, Visitors, log_in, settle

PATIENCE = 60_000  # milliseconds until a text has to be there, on a busy machine


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page, where the same words may stand more than once on the whole of it."""

    page: Page
    box: Locator

    def writes(self, label: str, text: str) -> None:
        """Fill in a field and leave it, as the Tab key does."""
        one = self._field(label)
        one.fill(text)
        one.press("Tab")

    def dates(self, label: str, day: date) -> None:
        """Type a day into a field of year, month and day."""
        self.box.get_by_role("spinbutton", name=re.compile(f"^{label}.*年")).first.click()
        self.page.keyboard.type(f"{day:%Y%m%d}")
        self.page.keyboard.press("Tab")

    def chooses(self, label: str, *options: str) -> None:
        """Choose from a list; several from one that takes several."""
        for option in options:
            self._field(label).click()
            self.page.get_by_role("option", name=option).first.click()
        if len(options) > 1:
            self._field(label).press("Tab")

    def picks(self, option: str) -> None:
        """One of a row of answers, sections or round buttons, by the beginning of its words."""
        choices = self.box.locator('button[role="radio"], [role="radiogroup"] label')
        choices.filter(has_text=re.compile(rf"^\W*{re.escape(option)}")).first.click()

    def ticks(self, label: str) -> None:
        self.box.locator("label", has_text=label).first.click()

    def presses(self, name: str) -> None:
        self.box.get_by_role("button", name=name, exact=True).first.click()

    def unfolds(self, title: str) -> None:
        self.box.locator("summary", has_text=title).first.click()

    def attaches(self, *files: FilePayload) -> None:
        """Give files to the first upload field."""
        self.box.locator('input[type="file"]').first.set_input_files(list(files))

    def reads(self, *texts: str | re.Pattern[str]) -> None:
        """Wait until each of the texts is there to be read."""
        for text in texts:
            seen = self.box.get_by_text(text).filter(visible=True).first
            expect(seen).to_be_visible(timeout=PATIENCE)

    def sees(self, picture: str) -> None:
        """Wait until a picture is there."""
        expect(self.box.get_by_role("img", name=picture).first).to_be_visible(timeout=PATIENCE)

    def _field(self, label: str) -> Locator:
        return self.box.get_by_label(re.compile(f"^{re.escape(label)}")).locator("visible=true").first


class Person(Part):
    """One person in front of one browser; the part is the whole page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.locator("body"))

    def opens(self, address: str) -> None:
        """Type an address and wait for the page."""
        self.page.goto(address)
        self.page.get_by_role("heading", level=1).wait_for()
        settle(self.page)

    def within(self, key: str) -> Part:
        """A part of the page, by the key of its container."""
        return Part(self.page, self.page.locator(f".st-key-{key}"))

    def follows(self, name: str) -> None:
        """Click a link in the page itself, of a table for example."""
        self.page.locator('[data-testid="stMain"]').get_by_role("link", name=name).first.click()

    def downloads(self, name: str, to: Path) -> Path:
        """Press a download button and keep the file."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=name).first.click()
        target = to / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target


@dataclass
class Cast:
    """Who plays: each logs in with the password once and comes back with the cookie."""

    app: LiveApp
    people: world.People
    cookies: dict[str, str] = field(default_factory=dict)

    def enters(self, visit: Visitors, username: str, size: tuple[int, int] = DESKTOP) -> Person:
        """One more browser with this person logged in."""
        page = visit(self.app, size)
        if username not in self.cookies:
            log_in(page, username, world.PASSWORD)
            known = {one.get("name", ""): one.get("value", "") for one in page.context.cookies()}
            self.cookies[username] = known[sessions.COOKIE]
        page.context.add_cookies(
            [{"name": sessions.COOKIE, "value": self.cookies[username], "url": self.app.url}]
        )
        return Person(page)
