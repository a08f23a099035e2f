"""The first start: a wizard in the browser, opened with the one-time code from the terminal."""

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Invalid, Told
from domain.passwords import LONGEST, SHORTEST
from services import setup
from web import csrf, demo
from web.html import document, field, note

ATTEMPTS_NOTE = "启动码在启动系统的终端窗口里，只能用一次。"
FIELDS = ("code", "mode", "district", "username", "name")


def _form(request: Request, values: dict[str, str], problems: dict[str, str], status: int = 200) -> Response:
    token = csrf.token_for(request)

    def line(name: str, label: str, hint: str = "", *, given: str = "") -> str:
        """A field of text that must be filled in."""
        needed = {"required": "", "autocomplete": "off"}
        value, problem = values.get(name, given), problems.get(name, "")
        return field(name, label, value=value, problem=problem, hint=hint, more=needed)

    district = "例如“云溪区”，会出现在页面和文书里，以后可以在“设置”中修改。"
    body = (
        note("这是一套新装的系统。填完这一页就可以使用。", "info")
        + note(problems.get("", ""))
        + '<form method="post" action="/start">'
        + csrf.token_field(token)
        + line("code", "启动码", ATTEMPTS_NOTE)
        + _modes(values.get("mode", "real"))
        + line("district", "区县名称", district)
        + "<h2>第一个系统管理员</h2>"
        + line("username", "账号", "登录用，字母或数字，3 到 40 个。", given="admin")
        + line("name", "姓名")
        + _secrets(problems)
        + "<button>开始使用</button></form>"
    )
    return csrf.remember(request, document("首次设置", body, status), token)


def _secrets(problems: dict[str, str]) -> str:
    """The password, twice; it is never filled in again."""
    more = {
        "autocomplete": "new-password",
        "minlength": str(SHORTEST),
        "maxlength": str(LONGEST),
        "required": "",
    }
    hint = f"至少 {SHORTEST} 个字符，不用常见密码，不含账号和姓名。可以用几个互不相关的词连起来。"
    labels = {"password": ("密码", hint), "repeated": ("再输一次密码", "")}
    return "".join(
        field(name, label, kind="password", problem=problems.get(name, ""), hint=said, more=more)
        for name, (label, said) in labels.items()
    )


def _modes(chosen: str) -> str:
    def choice(value: str, title: str, text: str) -> str:
        checked = " checked" if value == chosen else ""
        return (
            f'<label class="choice"><input type="radio" name="mode" value="{value}"{checked}>'
            f"<span><b>{title}</b><small>{text}</small></span></label>"
        )

    real = choice("real", "正式使用", "从空白开始，由管理员建立单位和账号。")
    if not demo.is_available():
        return f"<fieldset><legend>数据</legend>{real}</fieldset>"
    tried = choice(
        "demo",
        "演示数据",
        "生成模拟的单位、账号、专项行动和问题，供试用和培训；模拟账号的密码与管理员的相同。以后可以清走，从空白正式开始。",
    )
    return f"<fieldset><legend>数据</legend>{real}{tried}</fieldset>"


def show_start(request: Request) -> Response:
    """GET /start, with the code in the address when the link of the terminal was opened."""
    if not setup.needs_setup():
        return RedirectResponse("/start/progress" if demo.now().running else "/login", 303)
    return _form(request, {"code": request.query_params.get("code", "")[:40]}, {})


def _take_start(request: Request, form: FormData) -> Response:
    given = {name: str(form.get(name, ""))[:200] for name in FIELDS}
    if not csrf.agrees(request, form):
        return _form(request, given, {"": csrf.EXPIRED}, 403)
    wanted = setup.FirstStart(
        given["district"],
        given["username"],
        given["name"],
        str(form.get("password", ""))[:1000],
        str(form.get("repeated", ""))[:1000],
    )
    try:
        setup.first_start(given["code"], wanted)
    except Invalid as mistake:
        return _form(request, given, mistake.fields, 422)
    except Told as message:
        return _form(request, given, {"": str(message)}, 409)
    if given["mode"] == "demo" and demo.is_available():
        demo.begin(wanted.password)
        return RedirectResponse("/start/progress", 303)
    return RedirectResponse("/login?said=ready", 303)


async def take_start(request: Request) -> Response:
    """POST /start"""
    form = await request.form(max_files=0, max_fields=12, max_part_size=10_000)
    return await run_in_threadpool(_take_start, request, form)


def show_progress(_request: Request) -> Response:
    """GET /start/progress: how far the demo data is; the script on the page asks every half second."""
    if not demo.now().running and not demo.now().finished:
        return RedirectResponse("/login", 303)
    body = (
        '<p id="what" role="status">正在生成演示数据……</p><progress id="bar" max="100" value="0"></progress>'
        '<p id="wait">大约需要半分钟，请不要关闭启动系统的终端窗口。</p>'
        '<div id="done" hidden><p>可以用下面的账号登录，密码都和刚才设置的管理员密码相同：</p>'
        '<table id="people"><thead><tr><th>账号</th><th>身份</th><th>单位</th><th>姓名</th></tr></thead>'
        '<tbody></tbody></table><a class="button" href="/login?said=ready">去登录</a></div>'
        '<script src="/assets/progress.js" defer></script>'
    )
    return document("生成演示数据", body)


def tell_progress(_request: Request) -> Response:
    """GET /start/progress.json"""
    return JSONResponse(asdict(demo.now()))


ROUTES = [
    Route("/start", show_start, methods=["GET"]),
    Route("/start", take_start, methods=["POST"]),
    Route("/start/progress", show_progress, methods=["GET"]),
    Route("/start/progress.json", tell_progress, methods=["GET"]),
]
