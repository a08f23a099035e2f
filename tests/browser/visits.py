"""People in front of browsers: each with cookies of their own, all of them watched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.live import LiveApp

DESKTOP = (1366, 768)
TABLET = (820, 1180)
HOME = "127.0.0.1"
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass
class Watch:
    """What the browsers of one test asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Requests that would leave the intranet: there must be none, ever."""
        return [url for url in self.requests if leaves_home(url)]

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._note)
        context.on("weberror", lambda error: self.script_errors.append(str(error.error)))
        context.on("page", self._follow)

    def _follow(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)


def leaves_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != HOME


class Visitors:
    """Opens watched browsers for one test, each as one more person, and closes them after it."""

    def __init__(self, browser: Browser, usual_app: Callable[[], LiveApp], watch: Watch) -> None:
        self._browser = browser
        self._usual_app = usual_app
        self._watch = watch
        self._contexts: list[BrowserContext] = []

    def __call__(self, app: LiveApp | None = None, size: tuple[int, int] = DESKTOP) -> Page:
        """A page whose addresses may be relative: `page.goto("/login")`."""
        context = self._browser.new_context(
            base_url=(app or self._usual_app()).url,
            viewport={"width": size[0], "height": size[1]},
            has_touch=size == TABLET,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
        )
        self._watch.over(context)
        self._contexts.append(context)
        return context.new_page()

    def pictures(self, folder: Path, name: str) -> None:
        """Take a picture of every open page: the evidence of a test that failed."""
        folder.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self._contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)

    def leave(self) -> None:
        for context in self._contexts:
            context.close()


def settle(page: Page) -> None:
    """Wait until the script of the page has run to its end."""
    page.locator(IDLE).wait_for()


def log_in(page: Page, username: str, password: str) -> None:
    """Fill in the form of /login and wait for the first page behind it."""
    page.goto("/login")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    settle(page)
