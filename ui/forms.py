"""Forms: the mistake is told at its field, and what is typed is kept in the database until it is sent.

    form = Form(f"unit-{unit.id}", initial={"name": unit.name}, version=unit.version)
    name = form.text("name", "单位名称", required=True)
    if form.submit("保存"):
        with form.told():
            edit_unit(actor, unit.id, name, version=form.version)
            form.done("已保存。")
            open_page("unit", id=unit.id)

Field names are those of `domain.errors.Invalid.fields`. With `draft_of=actor` each change is saved at once
(`services.drafts`); `done` forgets the draft. Files and passwords are never part of a draft.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ui.form_state import FormState
from ui.state import assign, held, position
from ui.wording import told_apart


class Form(FormState):
    """The fields; each draws its widget and leaves room for its mistake below."""

    def _slot(self, name: str) -> None:
        self.slots[name] = st.empty()

    def _start_text(self, name: str, default: str) -> dict[str, Any]:
        """What is stored may be a number (months, a year), which a field of text does not take."""
        stored = self.initial.get(name)
        if stored is not None:
            self.initial[name] = str(stored)
        return self._start(name, default if stored is None else str(stored))

    def text(
        self, name: str, label: str, default: str = "", *, required: bool = False, **options: Any
    ) -> str:
        """One line of text, stripped."""
        start = self._start_text(name, default)
        value = st.text_input(_label(label, required), held(start["key"]), **start, **options)
        self._slot(name)
        return (value or "").strip()

    def password(self, name: str, label: str, **options: Any) -> str:
        """A secret; never part of a draft."""
        value = st.text_input(label, key=self.widget_key(name), type="password", **options)
        self._slot(name)
        return value or ""

    def area(
        self, name: str, label: str, default: str = "", *, required: bool = False, **options: Any
    ) -> str:
        """Several lines of text, stripped."""
        start = self._start_text(name, default)
        value = st.text_area(_label(label, required), held(start["key"]), **start, **options)
        self._slot(name)
        return (value or "").strip()

    def number(
        self, name: str, label: str, default: int = 0, *, required: bool = False, **options: Any
    ) -> int:
        """A whole number, not below 0 unless `min_value` says otherwise."""
        options.setdefault("min_value", 0)
        start = self._start(name, default)
        value = st.number_input(_label(label, required), value=held(start["key"]), step=1, **start, **options)
        self._slot(name)
        return int(value or 0)

    def day(
        self, name: str, label: str, default: date | None = None, *, required: bool = False, **options: Any
    ) -> date | None:
        """A date, or None while it is empty."""
        stored = self.initial.get(name, default)
        if isinstance(stored, str):
            self.initial[name] = date.fromisoformat(stored)
        start = self._start(name, default)
        value = st.date_input(
            _label(label, required), held(start["key"]), format="YYYY-MM-DD", **start, **options
        )
        self._slot(name)
        return value if isinstance(value, date) else None

    def choice(
        self,
        name: str,
        label: str,
        options: Mapping[str, str],
        default: str | None = None,
        *,
        required: bool = False,
        radio: bool = False,
        **more: Any,
    ) -> str:
        """One of `options` (value → words); "" while nothing is chosen."""
        start = self._start(name, default)
        if required or st.session_state[start["key"]] is not None:
            _forget_unknown(start["key"], options)
        values = list(options)
        start |= {"index": position(start["key"], values), "format_func": told_apart(options).__getitem__}
        if radio:
            more.setdefault("horizontal", True)
            value = st.radio(_label(label, required), values, **start, **more)
        else:
            value = st.selectbox(_label(label, required), values, placeholder="请选择", **start, **more)
        self._slot(name)
        return value or ""

    def choices(
        self,
        name: str,
        label: str,
        options: Mapping[str, str],
        default: Sequence[str] = (),
        *,
        required: bool = False,
        **more: Any,
    ) -> list[str]:
        """Any of `options` (value → words)."""
        start = self._start(name, list(default))
        assign(start["key"], [one for one in st.session_state[start["key"]] if one in options])
        value = st.multiselect(
            _label(label, required),
            list(options),
            held(start["key"]),
            format_func=told_apart(options).__getitem__,
            placeholder="请选择",
            **start,
            **more,
        )
        self._slot(name)
        return list(value)

    def tick(self, name: str, label: str, default: bool = False, **options: Any) -> bool:
        """A tick box."""
        start = self._start(name, default)
        value = st.checkbox(label, held(start["key"]), **start, **options)
        self._slot(name)
        return bool(value)

    def file(self, name: str, label: str, types: Sequence[str], **options: Any) -> UploadedFile | None:
        """One file, whose place the next one takes; its content is checked by the service, not here."""
        value: UploadedFile | None = st.file_uploader(
            label, type=list(types), key=self.widget_key(name), **options
        )
        self._slot(name)
        return value

    def reason(self, label: str = "理由", name: str = "reason", **options: Any) -> str:
        """The reason a dangerous act asks for."""
        options.setdefault("placeholder", "请写明原因，提交后记入审计，不能修改")
        return self.area(name, label, required=True, height=90, **options)

    def submit(self, label: str = "提交", *, danger: bool = False, **options: Any) -> bool:
        """The button; `danger` paints it as an act that cannot be taken back."""
        pressed = st.button(label, key=self.submit_key(danger=danger), type="primary", **options)
        if pressed:
            self.foot = st.empty()
        return pressed


def _label(label: str, required: bool) -> str:
    return f"{label} :red[*]" if required else label


def _forget_unknown(key: str, options: Mapping[str, str]) -> None:
    """A draft may name a choice that is no longer offered; where there is no choice, take the one option."""
    if st.session_state.get(key) not in options:
        assign(key, only(options))


def only(options: Mapping[str, str]) -> str | None:
    """The one option, when there is no choice to make."""
    return next(iter(options)) if len(options) == 1 else None


@contextmanager
def confirmed(key: str, label: str, *, version: int | str = 0, row: str = "") -> Iterator[Form]:
    """A dangerous act: a folded box whose form asks for a reason."""
    with st.expander(label):
        yield Form(key, version=version, row=row)
