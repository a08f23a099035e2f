"""Run one of the operator's commands.

python -m console reset-admin [账号]      a new temporary password for an administrator
python -m console move DATABASE_URL      copy everything into an empty database
python -m console clear-demo             put the demo data aside and start from nothing
"""

import sys
from collections.abc import Callable
from getpass import getpass

from domain.errors import Told
from models import settings
from services import demo_data, health, moving, rescue


def reset_admin(arguments: list[str]) -> None:
    """Print a temporary password; it must be changed at the next log-in."""
    health.migrate()
    made = rescue.reset_admin(arguments[0] if arguments else "")
    print(f"\n  账号：{made.username}\n  临时密码：{made.temporary_password}")
    print("\n  只显示这一次，登录后必须修改。原来的登录已全部退出，审计已记录。\n")


def move(arguments: list[str]) -> None:
    """Copy the database of this installation to the named one."""
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    health.migrate()
    receipt = moving.move(settings.load().url, settings.normal_url(arguments[0]), tell=print)
    print(f"\n  共 {receipt.tables} 张表、{receipt.rows} 行，行数一致；{receipt.told_chain}")
    print(
        "  请把 XIAOHAO_DATABASE_URL 设为新地址后启动。佐证材料仍在数据目录，不用移动。原来的数据库没有改动。\n"
    )


def clear_demo(_arguments: list[str]) -> None:
    """Ask for an administrator, then put the demo data aside."""
    health.migrate()
    demo_data.require_demo()
    print("\n  将把演示数据移到数据目录下的备份文件夹，系统回到首次启动。请先停止系统。")
    username = input("  系统管理员账号：").strip()
    kept = demo_data.set_aside(username, getpass("  密码（不显示）："))
    print(f"\n  演示数据已移到 {kept}\n  再次启动系统，用终端显示的启动码开始正式使用。\n")


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    "reset-admin": reset_admin,
    "move": move,
    "clear-demo": clear_demo,
}


def main(arguments: list[str]) -> int:
    """0 when the command is done, 1 when it was refused, 2 when there is no such command."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        COMMANDS[arguments[0]](arguments[1:])
    except Told as refusal:
        print(f"\n  {refusal}\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
