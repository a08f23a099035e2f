"""Kinds of units, by the names that schemes use for whom an item applies to."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is."""

    DISTRICT = "district"
    OFFICE = "office"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    VILLAGE = "village"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    PROVIDER = "provider"
    ASSESSOR = "assessor"


UNIT_KIND_NAMES = {
    UnitKind.DISTRICT: "区",
    UnitKind.OFFICE: "专项办",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.TOWNSHIP: "镇街",
    UnitKind.VILLAGE: "村居",
    UnitKind.SCHOOL: "学校",
    UnitKind.HOSPITAL: "医疗机构",
    UnitKind.ENTERPRISE: "企业",
    UnitKind.INSTITUTION: "其他单位",
    UnitKind.PROVIDER: "服务单位",
    UnitKind.ASSESSOR: "第三方测评机构",
}

BODIES = (UnitKind.SCHOOL, UnitKind.HOSPITAL, UnitKind.ENTERPRISE, UnitKind.INSTITUTION)
"""Units that a campaign looks into like villages: they report, rectify and are visited, and have no contract."""

SUMMING = (UnitKind.TOWNSHIP, UnitKind.DEPARTMENT)
"""Units whose figures are shown together with those of what stands below them."""

AT_THE_BASE = (UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.VILLAGE, *BODIES)
"""Units whose people work in the role of the base (基层单位): they report, rectify, and review those below them."""
