"""How people are named in a list out of which one is chosen."""

from domain.person_names import Bearer, person_names


def test_two_people_of_one_name_and_unit_are_told_apart_by_what_they_log_in_with() -> None:
    names = person_names(
        [
            Bearer(1, "王伟", "wangwei", "专项办"),
            Bearer(2, "王伟", "wangwei2", "专项办"),
            Bearer(3, "王伟", "wangwei3", "派驻纪检监察组"),
            Bearer(4, "严查", "yancha", "专项办"),
        ]
    )
    assert names == {
        1: "王伟（专项办，wangwei）",
        2: "王伟（专项办，wangwei2）",
        3: "王伟（派驻纪检监察组）",
        4: "严查（专项办）",
    }


def test_where_no_unit_is_said_the_name_alone_decides() -> None:
    people = [Bearer(1, "王伟", "wangwei"), Bearer(2, "王伟", "wangwei2"), Bearer(3, "严查", "yancha")]
    assert list(person_names(people).values()) == ["王伟（wangwei）", "王伟（wangwei2）", "严查"]
