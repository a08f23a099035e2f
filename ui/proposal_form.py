"""What a person picks out of the deeds that a rule offers: which, how much, how long, how far."""

from typing import Any

import streamlit as st

from domain.lasting import UNITS, TermRange
from domain.units import UnitKind
from services.actor import Actor
from services.decision_reading import DecisionView
from services.deed_terms import bars, usual_purposes
from services.deeds import Offer
from services.enforcement import PURPOSE_NAMES
from services.units import unit_choices
from ui.forms import Form
from ui.provider_words import NATURES, range_text

NONE = "none"  # a choice of which nothing has to be picked


def pick_deeds(form: Form, actor: Actor, view: DecisionView) -> dict[str, Any]:
    """Draw the deeds; what `services.decision_steps.Proposal` takes, but for the reason."""
    chosen: list[Offer] = []
    drawn: set[str] = set()
    for offer in view.offers:
        if offer.choice in drawn:
            continue
        if offer.choice:
            drawn.add(offer.choice)
            chosen += _one_of(form, [one for one in view.offers if one.choice == offer.choice])
        elif form.tick(f"deed:{offer.path}", _label(offer), offer.owed):
            chosen.append(offer)
    picked: dict[str, Any] = {
        "deeds": tuple(one.path for one in chosen),
        "amounts": {},
        "terms": {},
        "reaches": {},
    }
    for offer in chosen:
        _details(form, actor, offer, view.terms.get(offer.path), picked)
    return picked


def _one_of(form: Form, offers: list[Offer]) -> list[Offer]:
    """Alternatives: one of them is picked, with all the acts that it is made of."""
    packages: dict[str, list[Offer]] = {}
    for offer in offers:
        packages.setdefault(offer.together or offer.path, []).append(offer)
    words = {path: "，并".join(one.title for one in parts) for path, parts in packages.items()}
    must = offers[0].nature == "must"
    if not must:
        words[NONE] = "都不采用"
    label = f"{NATURES[offers[0].nature]} · 择一"
    path = form.choice(
        f"choice:{offers[0].choice}", label, words, required=must, radio=True, horizontal=False
    )
    return packages.get(path, [])


def _label(offer: Offer) -> str:
    doubt = f"（{offer.open_condition}）" if offer.open_condition else ""
    return f"{NATURES[offer.nature]} · {offer.title}{doubt}"


def _details(form: Form, actor: Actor, offer: Offer, term: TermRange | None, picked: dict[str, Any]) -> None:
    """Amount, length and reach of one deed, where it has them."""
    if offer.range is not None or offer.open_amount:
        held = range_text(offer.range, offer.amount_words)
        what = f"数量（{offer.unit}）" if offer.unit else "金额（元）"
        label = f"{offer.title}：{what}，{held}"
        picked["amounts"][offer.path] = form.text(f"amount:{offer.path}", label, required=True)
    if term is not None:
        label = f"{offer.title}：期限（{UNITS[term.unit].removeprefix('个')}），幅度为{term.words}"
        count = form.text(f"term:{offer.path}", label, required=True)
        if count.strip().isdigit():
            picked["terms"][offer.path] = int(count)
    if bars(offer.do, 1 if offer.range is not None or offer.open_amount else None):
        picked["reaches"][offer.path] = _reach(form, actor, offer)


def _reach(form: Form, actor: Actor, offer: Offer) -> dict[str, Any]:
    """How far a bar reaches; nothing chosen is everything."""
    with st.expander(f"“{offer.title}”的范围（不填即全部）"):
        if offer.words.get("scope"):
            st.caption(f"制度规定的范围：{offer.words['scope']}")
        usual = [one.value for one in usual_purposes(offer.do, offer.title)]
        names = {purpose.value: name for purpose, name in PURPOSE_NAMES.items()}
        purposes = form.choices(f"purposes:{offer.path}", "限制的事项", names, usual)
        places = unit_choices(actor, kinds=[UnitKind.TOWNSHIP, UnitKind.VILLAGE])
        area = form.choices(f"area:{offer.path}", "限制的区域", places)
        service = form.text(f"service:{offer.path}", "限制的服务", placeholder="例如：助餐", max_chars=100)
    return {"purposes": purposes, "area": [int(one) for one in area], "service": service}
