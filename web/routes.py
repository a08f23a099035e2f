"""All routes outside the pages, in the order they are tried; a new module adds its list here.

The addresses of the application's own pages come last, because they take any single word.
"""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from web import application_page, downloads, first_start, health, login
from web.gate import Gate
from web.headers import SecurityHeaders
from web.request_log import RequestLog

ROUTES: list[BaseRoute] = [
    *health.ROUTES,
    *login.ROUTES,
    *first_start.ROUTES,
    *downloads.ROUTES,
    *application_page.ROUTES,
]

# The first one sees a request first and an answer last.
MIDDLEWARE: list[Middleware] = [Middleware(RequestLog), Middleware(SecurityHeaders), Middleware(Gate)]
