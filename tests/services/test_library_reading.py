"""The library as people see it: versions with who uses them, one version in full, two versions compared."""

import pytest

from domain.errors import Invalid, NotFound, Refused
from services.library_comparison import compare_versions
from services.library_reading import list_versions, read_version
from tests import campaign_world as cw
from tests import provider_world as pw
from tests import world
from tests.databases import Database
from tests.statements import count_statements

SECOND = cw.SCHEME.replace('version: "1"', 'version: "2"').replace("看公开栏", "查看公开栏")


@pytest.fixture
def people(database: Database) -> world.People:
    return world.district()


def test_each_version_says_who_uses_it(people: world.People) -> None:
    first, second = cw.library(), cw.library(SECOND)
    campaign_id = cw.campaign(people, first)
    newest, oldest = list_versions(people.office)
    assert [(newest.id, newest.newest), (oldest.id, oldest.newest)] == [(second, True), (first, False)]
    assert ([use.id for use in oldest.campaigns], newest.campaigns) == ([campaign_id], ())


def test_a_township_knows_only_of_the_campaigns_it_is_part_of(people: world.People) -> None:
    library_id = cw.library()
    cw.campaign(people, library_id, units=["西河镇"])
    assert list_versions(people.township)[0].campaigns == ()
    assert len(list_versions(people.other_township)[0].campaigns) == 1


def test_regimes_are_named_to_those_who_may_know_of_them(database: Database) -> None:
    supply = pw.build()
    assert [use.name for use in list_versions(supply.people.office)[0].regimes] == ["居家服务监管"]
    assert list_versions(supply.people.admin)[0].regimes == ()


def test_one_version_is_read_in_full_with_the_others_of_its_scheme(people: world.People) -> None:
    first, second = cw.library(), cw.library(SECOND)
    foreign = pw.install()
    seen = read_version(people.inspector, second)
    assert ([row.id for row in seen.others], seen.row.version) == ([first], "2")
    assert foreign not in {row.id for row in seen.others}
    keys = {article.key for section in seen.sections for article in section.articles}
    assert {"checklist-R1-1", "phases-self", "settings-weight", "casework-kind-by_deadline"} <= keys
    assert "安装" in seen.history[0].summary


def test_an_unknown_version_is_told_so(people: world.People) -> None:
    with pytest.raises(NotFound):
        read_version(people.office, 99)


def test_versions_of_one_scheme_are_compared_and_of_two_are_not(people: world.People) -> None:
    first, second = cw.library(), cw.library(SECOND)
    seen = compare_versions(people.leader, first, second)
    assert [one.article.id for one in seen.differences] == ["R1-1"]
    assert [one.file for one in seen.files] == ["scheme.yaml"]
    with pytest.raises(Invalid, match="同一个方案"):
        compare_versions(people.leader, first, pw.install())


@pytest.mark.parametrize("role", ["provider", "assessor"])
def test_the_library_is_not_for_providers_and_assessors(people: world.People, role: str) -> None:
    with pytest.raises(Refused):
        list_versions(getattr(people, role))


def test_the_list_takes_three_statements_whatever_its_length(people: world.People) -> None:
    cw.campaign(people, cw.library())
    cw.library(SECOND)
    with count_statements() as seen:
        list_versions(people.office)
    assert len([one for one in seen if one.startswith("SELECT")]) == 3
