"""Words of the ledger: where a finding comes from and how it is to be rectified."""

from enum import StrEnum


class Source(StrEnum):
    """问题来源."""

    SELF = "self"
    VISIT = "visit"
    COMPLAINT = "complaint"
    AUDIT = "audit"
    PATROL = "patrol"
    SURVEY = "survey"
    OTHER = "other"


SOURCE_NAMES = {
    Source.SELF: "自查",
    Source.VISIT: "核查",
    Source.COMPLAINT: "投诉举报",
    Source.AUDIT: "审计",
    Source.PATROL: "巡察",
    Source.SURVEY: "第三方测评",
    Source.OTHER: "其他",
}


class Kind(StrEnum):
    """整改类型."""

    IMMEDIATE = "immediate"
    BY_DEADLINE = "by_deadline"
    ONGOING = "ongoing"


KIND_NAMES = {Kind.IMMEDIATE: "立行立改", Kind.BY_DEADLINE: "限期整改", Kind.ONGOING: "长期坚持"}


class Answer(StrEnum):
    """Answer to a checklist item."""

    CONFORMS = "conforms"
    MOSTLY = "mostly"
    FAILS = "fails"
    NOT_APPLICABLE = "not_applicable"


ANSWER_NAMES = {
    Answer.CONFORMS: "符合",
    Answer.MOSTLY: "基本符合",
    Answer.FAILS: "不符合",
    Answer.NOT_APPLICABLE: "不适用",
}
