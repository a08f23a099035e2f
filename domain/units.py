"""Kinds of units, by the names that schemes use for whom an item applies to."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is."""

    DISTRICT = "district"
    OFFICE = "office"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    VILLAGE = "village"
    PROVIDER = "provider"
    ASSESSOR = "assessor"


UNIT_KIND_NAMES = {
    UnitKind.DISTRICT: "区",
    UnitKind.OFFICE: "专项办",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.TOWNSHIP: "镇街",
    UnitKind.VILLAGE: "村居",
    UnitKind.PROVIDER: "服务单位",
    UnitKind.ASSESSOR: "第三方测评机构",
}
