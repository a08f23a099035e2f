"""Invented places, people and firms; none of them is meant to be a real one."""

from dataclasses import dataclass
from itertools import product
from random import Random

from faker import Faker

from domain.credit_codes import check_character

DISTRICT = "青禾区"
STREETS = ("望澜街道", "柳塘街道", "锦和街道", "书院桥街道")
TOWNS = ("青禾镇", "白鹭湾镇", "石板溪镇", "松坪镇", "云岭镇", "桑园镇", "渔渡镇", "麦岭镇")
TOWNSHIPS = (*STREETS, *TOWNS)
VILLAGES = 150
PROVIDERS = (
    ("康颐居家养老服务中心", "康颐健康集团"),
    ("和悦养老服务有限公司", ""),
    ("暖邻社区服务社", ""),
    ("福寿里护理服务有限公司", "福寿里控股"),
    ("青松为老服务中心", ""),
    ("乐龄家政服务有限公司", ""),
    ("孝安上门服务有限公司", "康颐健康集团"),
    ("银杏助老服务中心", ""),
    ("春晖养老服务有限公司", "春晖实业"),
)
ASSESSORS = ("衡准社会调查中心", "区老龄协会")
_COMMUNITY = tuple(a + b for a, b in product("锦丹翠明瑞和", "园苑里桥泉湖塘亭林巷"))
_VILLAGE = tuple(a + b for a, b in product("前后上下东西南北中新", "溪湾坪岗塘渡岭店沟桥圩庄"))
_REGION = "990100"  # a code that no place has


@dataclass
class Names:
    """Deterministic names: the same seed gives the same district."""

    random: Random
    fake: Faker

    @classmethod
    def of(cls, seed: int) -> "Names":
        """Names from this seed."""
        fake = Faker("zh_CN")
        fake.seed_instance(seed)
        return cls(Random(seed), fake)

    def person(self) -> str:
        """A name of two or three characters."""
        return str(self.fake.name())

    def phone(self) -> str:
        """A number in a range that is not given out."""
        return str(self.fake.numerify("0000-8630####"))

    def identity(self) -> str:
        """A well-formed identity number of a place that does not exist."""
        year, month, day = (self.random.randrange(*ends) for ends in ((1962, 1986), (1, 13), (1, 29)))
        return _with_check(f"{_REGION}{year}{month:02d}{day:02d}001")

    def credit_code(self, number: int) -> str:
        """A well-formed unified social credit code."""
        first = f"91{_REGION}MA{number:07d}"
        return first + check_character(first)

    def villages(self) -> list[tuple[str, str]]:
        """(township, village) for all villages, unlike one another."""
        streets = self._shuffled(_COMMUNITY, "社区")
        towns = self._shuffled(_VILLAGE, "村")
        share, more = divmod(VILLAGES, len(TOWNSHIPS))
        found: list[tuple[str, str]] = []
        for place, township in enumerate(TOWNSHIPS):
            names = streets if township in STREETS else towns
            found += [(township, names.pop()) for _ in range(share + (place < more))]
        return found

    def _shuffled(self, stems: tuple[str, ...], kind: str) -> list[str]:
        names = [stem + kind for stem in stems]
        self.random.shuffle(names)
        return names


def _with_check(first: str) -> str:
    """The identity number with its eighteenth character."""
    total = sum(int(sign) * pow(2, 17 - place, 11) for place, sign in enumerate(first))
    return first + "10X98765432"[total % 11]
