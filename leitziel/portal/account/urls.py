# SPDX-License-Identifier: EUPL-1.2
"""Addresses of logging in: django-allauth's views under our addresses, each with its permission.

Only what is named here exists; signing up, for one, does not. The names are those that django-allauth reverses.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitziel.core.access import requires

from . import views


class Base36(StringConverter):
    """The number of a person in the link for a new password; without "-", which parts it from the key."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")
anybody = requires("portal.view")
# The library's form views would take PUT for POST.
two_methods = require_http_methods(["GET", "HEAD", "POST"])


def oneself(view):  # noqa: ANN001, ANN201 - a decorator of views
    """For who is logged in; nothing of it is kept in a cache."""
    return requires("core.logged_in")(never_cache(two_methods(view)))


def entrance(view):  # noqa: ANN001, ANN201 - a decorator of views
    """For who is on the way in; nothing of it is kept in a cache."""
    return anybody(never_cache(two_methods(view)))


urlpatterns = [
    path("anmelden/", entrance(views.LoginView.as_view()), name="account_login"),
    path("anmelden/faktor/", entrance(factor.authenticate), name="mfa_authenticate"),
    path("anmelden/passkey/", entrance(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("anmelden/<slug:provider_id>/", entrance(views.at_other_server(oidc.login)), name="openid_connect_login"),
    path(
        "anmelden/<slug:provider_id>/zurueck/",
        entrance(views.at_other_server(oidc.callback)),
        name="openid_connect_callback",
    ),
    path("anmelden/fehler/hinweis/", entrance(social.login_error), name="socialaccount_login_error"),
    path("anmelden/abgebrochen/hinweis/", entrance(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("abmelden/", anybody(require_POST(account.logout)), name="account_logout"),
    path("konto/", views.account, name="account"),
    path("konto/geschlossen/", anybody(require_safe(account.account_inactive)), name="account_inactive"),
    path("konto/kennwort/", views.password_change, name="account_change_password"),
    path("konto/kennwort/vergessen/", entrance(account.password_reset), name="account_reset_password"),
    path("konto/kennwort/verschickt/", entrance(account.password_reset_done), name="account_reset_password_done"),
    path(
        "konto/kennwort/neu/<base36:uidb36>-<str:key>/",
        entrance(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "konto/kennwort/geaendert/",
        entrance(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("konto/bestaetigen/", oneself(account.reauthenticate), name="account_reauthenticate"),
    path("konto/bestaetigen/faktor/", oneself(factor.reauthenticate), name="mfa_reauthenticate"),
    path("konto/bestaetigen/passkey/", oneself(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("konto/faktor/", oneself(factor.index), name="mfa_index"),
    path("konto/faktor/app/", oneself(totp.activate_totp), name="mfa_activate_totp"),
    path("konto/faktor/app/abschalten/", oneself(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("konto/faktor/codes/", oneself(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("konto/faktor/codes/neu/", oneself(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("konto/faktor/codes/datei/", oneself(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("konto/faktor/passkeys/", oneself(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("konto/faktor/passkeys/neu/", oneself(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("konto/faktor/passkeys/<int:pk>/", oneself(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path("konto/faktor/passkeys/<int:pk>/entfernen/", oneself(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("konto/sitzungen/", oneself(require_safe(sessions.list_usersessions)), name="usersessions_list"),
    path("konto/sitzungen/beenden/", views.end_other_sessions, name="account-sessions-end"),
    path("konto/sitzungen/<int:pk>/beenden/", views.end_session, name="account-session-end"),
]
