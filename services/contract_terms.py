"""What is typed when a contract is signed."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.errors import Invalid
from domain.forms import Form, Text, Yuan


class ContractForm(Form):
    """A contract as it was signed; `terms` says which of the required elements it has."""

    number: Annotated[Text, Field(min_length=1, max_length=60)]
    title: Annotated[Text, Field(min_length=1, max_length=200)]
    buyer: Annotated[Text, Field(min_length=1, max_length=100)]
    start: date
    end: date
    annual: Yuan = 0
    quarter: Yuan = 0
    area: tuple[int, ...] = ()
    service: Annotated[Text, Field(max_length=100)] = ""
    terms: dict[str, bool] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise Invalid({"end": "合同终止日不能早于起始日"})
        if self.quarter > self.annual > 0:
            raise Invalid({"quarter": "一个季度的资金不能多于全年资金"})
        return self
