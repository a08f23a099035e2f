from datetime import date

from reports.periods import Period

DUE = date(2026, 7, 31)


def test_a_period_is_told_with_its_kind_of_day_its_last_day_and_its_arithmetic() -> None:
    assert Period("30日", "自然日", "自送达次日起算。", DUE).told("完成整改") == (
        "自收到本通知书之日起30日内（自然日）完成整改，截止日期为2026年7月31日。期限的计算方法：自送达次日起算。"
    )


def test_the_kind_of_day_is_not_said_twice() -> None:
    assert Period("3个工作日", "工作日", due=DUE).told("完成整改") == (
        "自收到本通知书之日起3个工作日内完成整改，截止日期为2026年7月31日。"
    )


def test_an_unknown_last_day_is_left_to_the_delivery_record() -> None:
    assert Period("30日", "自然日").told("答复").endswith("答复，截止日期按送达回证载明的送达日期推算。")


def test_a_fixed_day_stands_alone() -> None:
    assert Period("", "", due=DUE).told("完成整改") == "在2026年7月31日前（含当日）完成整改。"


def test_neither_period_nor_day_is_said_openly() -> None:
    assert Period("", "").told("完成整改") == "在另行确定的期限内完成整改。"
