"""Forms: the mistake is told at its field, and what is typed is kept in the database until it is sent.

    form = Form("finding-new", draft_of=actor)
    name = form.text("name", "单位名称", required=True)
    if form.submit("保存"):
        with form.told():
            unit_id = create_unit(actor, name=name)
            form.done("已保存。")
            open_page("unit", id=unit_id)

Field names are those of `domain.errors.Invalid.fields`. With `draft_of` each change is saved at once
(`services.drafts`); `done` forgets the draft. Files are never part of a draft.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from html import escape
from typing import Any, Self

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from domain.errors import Invalid, Told
from services.actor import Actor
from ui.draft import Draft
from ui.guard import show
from ui.page import flash

NARROW = 640  # pixels


class Form:
    """A group of fields under one key; use it as a context manager to draw inside its frame."""

    def __init__(
        self,
        key: str,
        *,
        draft_of: Actor | None = None,
        initial: Mapping[str, object] | None = None,
        border: bool = False,
        narrow: bool = False,
    ) -> None:
        """`initial` fills fields that nobody has touched; a draft wins over it. `narrow`: a short form alone."""
        self.key = key
        self.draft = Draft(key, draft_of)
        self.slots: dict[str, DeltaGenerator] = {}
        self.box = st.container(border=border, width=NARROW if narrow else "stretch", key=f"form-{key}")
        self.top = self.box.empty()
        self.initial: dict[str, object] = {**(initial or {}), **self.draft.values}
        if self.draft.trouble:
            self.top.warning(self.draft.trouble)

    def __enter__(self) -> Self:
        self.box.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.box.__exit__(*error)

    @property
    def has_draft(self) -> bool:
        """Whether fields were filled from a draft."""
        return bool(self.draft.values)

    def widget_key(self, name: str) -> str:
        """Key of a field's widget, as tests address it."""
        return f"{self.key}.{name}"

    def _start(self, name: str, default: object) -> dict[str, Any]:
        key = self.widget_key(name)
        if key not in st.session_state:
            st.session_state[key] = self.initial.get(name, default)
        if self.draft.author is None:
            return {"key": key}
        return {"key": key, "on_change": self.draft.save, "args": (name, key)}

    def _slot(self, name: str) -> None:
        self.slots[name] = st.empty()

    def text(
        self, name: str, label: str, default: str = "", *, required: bool = False, **options: Any
    ) -> str:
        """One line of text, stripped."""
        value = st.text_input(_label(label, required), **self._start(name, default), **options)
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
        value = st.text_area(_label(label, required), **self._start(name, default), **options)
        self._slot(name)
        return (value or "").strip()

    def number(
        self, name: str, label: str, default: int = 0, *, required: bool = False, **options: Any
    ) -> int:
        """A whole number, not below 0 unless `min_value` says otherwise."""
        options.setdefault("min_value", 0)
        value = st.number_input(_label(label, required), step=1, **self._start(name, default), **options)
        self._slot(name)
        return int(value or 0)

    def day(
        self, name: str, label: str, default: date | None = None, *, required: bool = False, **options: Any
    ) -> date | None:
        """A date, or None while it is empty."""
        stored = self.initial.get(name, default)
        if isinstance(stored, str):
            self.initial[name] = date.fromisoformat(stored)
        value = st.date_input(
            _label(label, required), format="YYYY-MM-DD", **self._start(name, default), **options
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
        if radio:
            more.setdefault("horizontal", True)
            value = st.radio(
                _label(label, required), values, index=None, format_func=options.__getitem__, **start, **more
            )
        else:
            value = st.selectbox(
                _label(label, required),
                values,
                index=None,
                format_func=options.__getitem__,
                placeholder="请选择",
                **start,
                **more,
            )
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
        st.session_state[start["key"]] = [one for one in st.session_state[start["key"]] if one in options]
        value = st.multiselect(
            _label(label, required),
            list(options),
            format_func=options.__getitem__,
            placeholder="请选择",
            **start,
            **more,
        )
        self._slot(name)
        return list(value)

    def tick(self, name: str, label: str, default: bool = False, **options: Any) -> bool:
        """A tick box."""
        value = st.checkbox(label, **self._start(name, default), **options)
        self._slot(name)
        return bool(value)

    def files(self, name: str, label: str, types: Sequence[str], **options: Any) -> list[UploadedFile]:
        """Uploaded files; their content is checked by the service, not here."""
        value = st.file_uploader(
            label, type=list(types), accept_multiple_files=True, key=self.widget_key(name), **options
        )
        self._slot(name)
        return list(value or [])

    def reason(self, label: str = "理由", name: str = "reason", **options: Any) -> str:
        """The reason a dangerous act asks for."""
        options.setdefault("placeholder", "请写明原因，提交后记入审计，不能修改")
        return self.area(name, label, required=True, height=90, **options)

    def submit(self, label: str = "提交", *, danger: bool = False, **options: Any) -> bool:
        """The button; `danger` paints it as an act that cannot be taken back."""
        return st.button(
            label, key=f"{self.key}:submit" + ("-danger" if danger else ""), type="primary", **options
        )

    def filled(self, **sentences: str) -> bool:
        """Whether these fields are filled in; tells the sentence at each one that is not."""
        missing = {
            name: text for name, text in sentences.items() if not st.session_state.get(self.widget_key(name))
        }
        if missing:
            self._tell_fields(Invalid(missing))
        return not missing

    @contextmanager
    def told(self) -> Iterator[None]:
        """Catch what services say: at the fields it names, else above the form."""
        try:
            yield
        except Invalid as mistake:
            self._tell_fields(mistake)
        except Told as message:
            with self.top.container():
                show(message)

    def _tell_fields(self, mistake: Invalid) -> None:
        rest = {name: text for name, text in mistake.fields.items() if name not in self.slots}
        for name, sentence in mistake.fields.items():
            if name in self.slots:
                self.slots[name].html(f'<p class="xh-problem" role="alert">⚠ {escape(sentence)}</p>')
        with self.top.container():
            if rest:
                show(Invalid(rest))
            elif len(mistake.fields) > 1:
                st.error(f"有 {len(mistake.fields)} 处需要修改，见各项下方的提示。")

    def done(self, sentence: str = "") -> None:
        """The form was sent: forget its draft and what its fields hold; say `sentence` on the next page."""
        self.draft.drop()
        prefix = (f"{self.key}.", f"{self.key}:")
        for key in [key for key in st.session_state if str(key).startswith(prefix)]:
            del st.session_state[key]
        if sentence:
            flash(sentence)


def _label(label: str, required: bool) -> str:
    return f"{label} :red[*]" if required else label


def _forget_unknown(key: str, options: Mapping[str, str]) -> None:
    """A draft may name a choice that is no longer offered; where there is no choice, take the one option."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = only(options)


def only(options: Mapping[str, str]) -> str | None:
    """The one option, when there is no choice to make."""
    return next(iter(options)) if len(options) == 1 else None


@contextmanager
def confirmed(key: str, label: str) -> Iterator[Form]:
    """A dangerous act: a folded box whose form asks for a reason."""
    with st.expander(label):
        yield Form(key)
