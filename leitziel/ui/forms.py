# SPDX-License-Identifier: EUPL-1.2
"""What the form components need to know about a field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField


def field_context(field: BoundField) -> dict[str, Any]:
    """Kind of input, ids and the rendered input of a field, for `ui/components/formfield.html`."""
    widget = field.field.widget
    group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    described = []
    if field.help_text:
        described.append(f"{field.auto_id}_hint")
    if field.errors:
        described.append(f"{field.auto_id}_error")
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if field.errors:
        attrs["aria-invalid"] = "true"
    kind = _kind(widget)
    if not group:
        attrs["class"] = " ".join(filter(None, [_classes(kind, field), widget.attrs.get("class", "")]))
    return {
        "field": field,
        "kind": kind,
        "group": group,
        "described": " ".join(described),
        "input": "" if group else field.as_widget(attrs=attrs),
        "optional": not field.field.required and kind != "checkbox",
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple):  # for Django a kind of RadioSelect, so it comes first
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.SelectMultiple):
        message = "use CheckboxSelectMultiple: a list with several choices needs modifier keys, which few people know"
        raise TypeError(message)
    if isinstance(widget, forms.Select):
        return "select"
    return "text"


def _classes(kind: str, field: BoundField) -> str:
    base = {
        "checkbox": "kern-form-check__checkbox",
        "select": "kern-form-input__select",
        "text": "kern-form-input__input",
    }[kind]
    if kind == "text" and isinstance(field.field.widget, forms.Textarea):
        base += " lz-textarea"
    return f"{base} {base.split()[0]}--error" if field.errors else base


def errors(form: BaseForm) -> list[dict[str, str]]:
    """Every error of a form in the order of its fields: text, label of the field and id to jump to."""
    found = [{"label": "", "text": str(text), "target": ""} for text in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or field.auto_id
        if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            target = f"{field.auto_id}_0"
        found += [{"label": str(field.label), "text": str(text), "target": target} for text in field.errors]
    return found
