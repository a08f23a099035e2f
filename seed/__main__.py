"""Fill an empty database with the demo district.

python -m seed
"""

import shutil
import sys

from domain.errors import Told
from models import settings
from seed.demo import fill
from services import health

WIDTH = 30


def bar(share: float, what: str) -> None:
    """Draw the progress over the line before."""
    full = round(share * WIDTH)
    line = f"  [{'█' * full}{'·' * (WIDTH - full)}] {round(share * 100):3d}%  {what}"
    room = shutil.get_terminal_size().columns
    sys.stdout.write(f"\r{line[:room]}\033[K")
    sys.stdout.flush()


def main() -> int:
    """0 when the district is there, 1 when the database is not empty."""
    health.migrate()
    try:
        made = fill(bar)
    except Told as refusal:
        print(f"  {refusal}", file=sys.stderr)
        return 1
    print(f"\n\n  数据目录：{settings.load().data_dir}\n{made.told}")
    print("\n  启动系统：make run，然后用上面的账号登录。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
