"""Columns of a record as fields of a form."""

from domain.library.models.facts import FieldOfRecord
from services.record_fields import MOMENT
from ui.forms import Form


def field(form: Form, key: str, spec: FieldOfRecord) -> object:
    """One column of the record, by its kind."""
    name, needed = f"field_{key}", not spec.optional
    match spec.kind:
        case "choice" | "grade":
            return form.choice(name, spec.name, {one: one for one in spec.options}, required=needed)
        case "flag":
            return form.tick(name, spec.name)
        case "date":
            day = form.day(name, spec.name, required=needed)
            return day.isoformat() if day else ""
        case "time":
            return form.text(
                name, f"{spec.name}（日期和时间）", required=needed, placeholder=f"例如 {MOMENT}"
            )
    unit = {"amount": "（元）", "ratio": "（%）"}.get(spec.kind, "")
    sample = spec.range_words or ("例如 4.9" if spec.kind == "ratio" else "")
    return form.text(name, f"{spec.name}{unit}", required=needed, placeholder=sample)
