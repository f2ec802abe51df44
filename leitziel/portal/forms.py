# SPDX-License-Identifier: EUPL-1.2
"""Forms of the portal."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import User
from leitziel.portal import attempts


class LoginForm(forms.Form):
    """E-mail address and password. Tells what went wrong without telling whether the address is known."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: User | None = None
        self.blocked = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        email, password = data.get("email"), data.get("password")
        if not email or not password:
            return data
        sender = self.request.META.get("REMOTE_ADDR", "")
        if attempts.blocked(email, sender):
            self.blocked = True
            raise forms.ValidationError(
                _("Too many failed attempts. Please wait %(minutes)s minutes and try again."),
                params={"minutes": attempts.MINUTES},
            )
        self.person = authenticate(self.request, username=email, password=password)  # type: ignore[assignment]
        if self.person is None:
            attempts.failed(email, sender)
            raise forms.ValidationError(
                _(
                    "E-mail address and password do not go together, or the account is not active. Please check both; "
                    "the administration of your municipality can set a new password."
                )
            )
        attempts.succeeded(email, sender)
        return data


class FeedbackForm(forms.Form):
    """A message about a barrier. Name and address are optional: nobody has to say who they are."""

    message = forms.CharField(
        label=_("What is the barrier?"),
        help_text=_("Which page is it, and what could you not do or read?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(label=_("Address of the page"), max_length=500, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only if you would like an answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
