"""Log-in, log-out, and the change of the password at the first log-in."""

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Full, Invalid, Refused
from domain.passwords import LONGEST, SHORTEST
from services import sessions, setup
from services.accounts import change_password
from services.logins import log_in
from services.settings_store import district_name
from web import csrf
from web.html import document, field, hidden, note
from web.safe_next import safe_next
from web.session import is_https, signed_in, token_of

LONGEST_NAME = 40


def client_of(request: Request) -> str:
    """What kind of browser this is, in two words, for the list of one's own sessions."""
    agent = request.headers.get("user-agent", "")
    browsers = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "Windows": "Windows",
        "Android": "安卓",
        "iPad": "iPad",
        "iPhone": "iPhone",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    parts = [
        next((name for mark, name in known.items() if mark in agent), "") for known in (browsers, systems)
    ]
    return " · ".join(part for part in parts if part) or "其他浏览器"


def _form(
    request: Request, wanted: str, *, message: str = "", said: str = "", username: str = "", status: int = 200
) -> Response:
    token = csrf.token_for(request)
    district = district_name()
    body = (
        (f'<p class="where">{escape(district)}</p>' if district else "")
        + note(said, "done")
        + note(message)
        + '<form method="post" action="/login">'
        + csrf.token_field(token)
        + hidden("next", wanted)
        + field(
            "username",
            "账号",
            value=username,
            more={
                "autocomplete": "username",
                "autofocus": "",
                "maxlength": str(LONGEST_NAME),
                "required": "",
            },
        )
        + field(
            "password",
            "密码",
            kind="password",
            more={"autocomplete": "current-password", "maxlength": str(LONGEST), "required": ""},
        )
        + "<button>登录</button></form>"
    )
    return csrf.remember(request, document("登录", body, status), token)


def show_login(request: Request) -> Response:
    """GET /login"""
    if setup.needs_setup():
        return RedirectResponse("/start", 303)
    wanted = safe_next(request.query_params.get("next", "/"))
    if signed_in(request):
        return RedirectResponse(wanted, 303)
    said = {"out": "您已退出登录。", "ready": "设置完成，请登录。", "ended": "登录已失效，请重新登录。"}
    return _form(request, wanted, said=said.get(request.query_params.get("said", ""), ""))


def _take_login(request: Request, form: FormData) -> Response:
    wanted = safe_next(str(form.get("next", "/")))
    username, password = str(form.get("username", ""))[:200], str(form.get("password", ""))[:1000]
    if not csrf.agrees(request, form):
        return _form(request, wanted, message=csrf.EXPIRED, username=username, status=403)
    try:
        token = log_in(username, password, client_of(request))
    except Refused as refusal:
        return _form(request, wanted, message=str(refusal), username=username, status=401)
    except Full as full:
        return _form(request, wanted, message=str(full), username=username, status=507)
    sessions.log_out(token_of(request))
    response = RedirectResponse(wanted, 303)
    response.set_cookie(
        sessions.COOKIE, token, httponly=True, samesite="lax", secure=is_https(request), path="/"
    )
    response.delete_cookie(csrf.COOKIE, path="/")
    return response


async def take_login(request: Request) -> Response:
    """POST /login"""
    form = await request.form(max_files=0, max_fields=10, max_part_size=10_000)
    return await run_in_threadpool(_take_login, request, form)


def _leave(request: Request) -> Response:
    sessions.log_out(token_of(request))
    response = RedirectResponse("/login?said=out", 303)
    response.delete_cookie(sessions.COOKIE, path="/")
    return response


def show_logout(request: Request) -> Response:
    """GET /logout: at once when the link stands on a page of ours, else after a question."""
    if request.headers.get("sec-fetch-site") == "same-origin":
        return _leave(request)
    token = csrf.token_for(request)
    body = (
        '<form method="post" action="/logout">' + csrf.token_field(token) + "<button>退出登录</button></form>"
    )
    return csrf.remember(request, document("退出登录", body), token)


async def take_logout(request: Request) -> Response:
    """POST /logout"""
    form = await request.form(max_files=0, max_fields=10, max_part_size=10_000)
    if not csrf.agrees(request, form):
        return await run_in_threadpool(show_logout, request)
    return await run_in_threadpool(_leave, request)


def _password_form(request: Request, problems: dict[str, str], status: int = 200) -> Response:
    token = csrf.token_for(request)
    rules = {
        "autocomplete": "new-password",
        "minlength": str(SHORTEST),
        "maxlength": str(LONGEST),
        "required": "",
    }
    body = (
        note("这是您第一次登录，或者密码刚被重置：请先换成只有您自己知道的密码。", "info")
        + note(problems.get("", ""))
        + '<form method="post" action="/password">'
        + csrf.token_field(token)
        + field(
            "old",
            "现在的密码",
            kind="password",
            problem=problems.get("old", ""),
            more={"autocomplete": "current-password", "required": "", "autofocus": ""},
        )
        + field(
            "new",
            "新密码",
            kind="password",
            problem=problems.get("new", ""),
            more=rules,
            hint=f"至少 {SHORTEST} 个字符，不用常见密码，不含账号和姓名。",
        )
        + field("repeated", "再输一次", kind="password", problem=problems.get("repeated", ""), more=rules)
        + '<button>保存并进入</button></form><p><a href="/logout">退出登录</a></p>'
    )
    return csrf.remember(request, document("修改密码", body, status), token)


def show_password(request: Request) -> Response:
    """GET /password"""
    return _password_form(request, {})


def _take_password(request: Request, form: FormData) -> Response:
    found = signed_in(request)
    if found is None:
        return RedirectResponse("/login?said=ended", 303)
    if not csrf.agrees(request, form):
        return _password_form(request, {"": csrf.EXPIRED}, 403)
    old, new, repeated = (str(form.get(name, ""))[:1000] for name in ("old", "new", "repeated"))
    try:
        change_password(found.actor, old, new, repeated, keep_session=found.session_id)
    except Invalid as mistake:
        return _password_form(request, mistake.fields, 422)
    except Full as full:
        return _password_form(request, {"": str(full)}, 507)
    return RedirectResponse("/", 303)


async def take_password(request: Request) -> Response:
    """POST /password"""
    form = await request.form(max_files=0, max_fields=10, max_part_size=10_000)
    return await run_in_threadpool(_take_password, request, form)


def show_session(request: Request) -> Response:
    """GET /session: 204 while the session is valid; without one the gate answers 401."""
    return Response(status_code=204)


ROUTES = [
    Route("/login", show_login, methods=["GET"]),
    Route("/login", take_login, methods=["POST"]),
    Route("/logout", show_logout, methods=["GET"]),
    Route("/logout", take_logout, methods=["POST"]),
    Route("/password", show_password, methods=["GET"]),
    Route("/password", take_password, methods=["POST"]),
    Route("/session", show_session, methods=["GET"]),
]
