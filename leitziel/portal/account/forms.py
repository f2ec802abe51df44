# SPDX-License-Identifier: EUPL-1.2
"""Forms of logging in, where the house says or does more than django-allauth."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm, default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import User


class LoginForm(AllauthLoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        attrs = {"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs.update(attrs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetForm(ResetPasswordForm):
    """Asking for a new password: the same answer and the same work for an address that nobody here has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return super().save(request, **kwargs)
        nobody = User(email=self.cleaned_data["email"], name="-", password=get_random_string(60))
        with transaction.atomic():
            nobody.pk = 0
            key = default_token_generator.make_token(nobody)
            address = get_adapter().get_reset_password_from_key_url(f"0-{key}")
            context = {"user": nobody, "password_reset_url": address, "request": request}
            get_adapter().send_password_reset_mail(nobody, nobody.email, context)
            transaction.set_rollback(True)
        return nobody.email
