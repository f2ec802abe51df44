# SPDX-License-Identifier: EUPL-1.2
"""People, logging in, deputies and operators in the matrix."""

import datetime as dt

from django.utils import timezone

from leitziel.core.actions.invitations import PURPOSE, VALID
from leitziel.core.links import make_link
from leitziel.core.models import Deputy, Invitation, Membership, OperatorSession
from tests.conftest import make_organisation
from tests.house.tables.groups import ADMINISTRATION, ANYBODY, MEMBERS

OPERATORS = frozenset({"operator", "operator_in_session"})
OWN_MEMBERS = MEMBERS - {"operator_in_session"}

WHO = {
    "core.manage_people": ADMINISTRATION,
    "core.view_operator_sessions": ADMINISTRATION,
    "core.own_deputies": OWN_MEMBERS,
    "core.enter_deputy": OWN_MEMBERS,  # one's own; for others: tests/core/people
    "core.operate": OPERATORS,
    "core.accept_invitation": ANYBODY,
}
ADDRESSES = {
    "account": "core.logged_in",
    "account-session-end": "core.logged_in",
    "account-sessions-end": "core.logged_in",
    "account_change_password": "core.logged_in",
    "account_inactive": "portal.view",
    "account_login": "portal.view",
    "account_logout": "portal.view",
    "account_reauthenticate": "core.logged_in",
    "account_reset_password": "portal.view",
    "account_reset_password_done": "portal.view",
    "account_reset_password_from_key": "portal.view",
    "account_reset_password_from_key_done": "portal.view",
    "deputies": "core.own_deputies",
    "deputy-withdraw": "core.view_internal",
    "invitation": "core.accept_invitation",
    "invitation-manage": "core.manage_people",
    "invitations": "core.manage_people",
    "invite": "core.manage_people",
    "mfa_activate_totp": "core.logged_in",
    "mfa_add_webauthn": "core.logged_in",
    "mfa_authenticate": "portal.view",
    "mfa_deactivate_totp": "core.logged_in",
    "mfa_download_recovery_codes": "core.logged_in",
    "mfa_edit_webauthn": "core.logged_in",
    "mfa_generate_recovery_codes": "core.logged_in",
    "mfa_index": "core.logged_in",
    "mfa_list_webauthn": "core.logged_in",
    "mfa_login_webauthn": "portal.view",
    "mfa_reauthenticate": "core.logged_in",
    "mfa_reauthenticate_webauthn": "core.logged_in",
    "mfa_remove_webauthn": "core.logged_in",
    "mfa_view_recovery_codes": "core.logged_in",
    "openid_connect_callback": "portal.view",
    "openid_connect_login": "portal.view",
    "operator": "core.operate",
    "operator-session-end": "core.view_operator_sessions",
    "operator-sessions": "core.view_operator_sessions",
    "people": "core.manage_people",
    "person": "core.manage_people",
    "person-deputies": "core.manage_people",
    "person-handover": "core.manage_people",
    "person-leave": "core.manage_people",
    "person-role": "core.manage_people",
    "person-role-new": "core.manage_people",
    "socialaccount_login_cancelled": "portal.view",
    "socialaccount_login_error": "portal.view",
    "usersessions_list": "core.logged_in",
}
# Who has no second factor has nothing to switch off or to show; a log-in that nobody began does not come back; the
# world's server for OpenID Connect does not answer.
ALSO = {
    "mfa_deactivate_totp": {404},
    "mfa_download_recovery_codes": {404},
    "mfa_edit_webauthn": {404},
    "mfa_remove_webauthn": {404},
    "mfa_view_recovery_codes": {404},
    "openid_connect_callback": {401},
    "openid_connect_login": {502},
    "socialaccount_login_error": {401},
}


def plant(tenant):
    """An invitation, a person of the tenant, a deputy and a session of an operator."""
    here, word = tenant.municipality, tenant.word.upper()
    now, day = timezone.now(), dt.timedelta(days=1)
    person = tenant.people["planning"]
    office = make_organisation(here, f"Einladende Stelle {tenant.word}")  # the link's holder sees it
    invitation = Invitation(
        municipality=here,
        email=f"{tenant.word}@{here.slug}.example",
        role="office",
        organisation=office,
        valid_from=now.date(),
        link_ends_at=now + VALID,
        invited_by=tenant.people["administration"],
    )
    invitation.save()
    deputy = Deputy(
        municipality=here,
        person=tenant.people["office"],
        deputy=tenant.people["reader"],
        valid_from=now.date() + 30 * day,
        valid_to=now.date() + 31 * day,
    )
    deputy.save()
    session = OperatorSession(
        municipality=here,
        operator=tenant.people["operator"],
        reason=f"Hilfe {word} beim Einlesen",
        started_at=now - 2 * day,
        ends_at=now - day,
        ended_at=now - day,
    )
    session.save()
    token = make_link(purpose=PURPOSE, municipality=here, subject=invitation.pk, valid=VALID, state=invitation.sending)
    tenant.published |= {
        "account-session-end.pk": 0,
        "account_reset_password_from_key.key": "set-password",
        "account_reset_password_from_key.uidb36": "0",
        "deputy-withdraw.pk": deputy.pk,
        "invitation-manage.pk": invitation.pk,
        "invitation.token": token,
        "mfa_edit_webauthn.pk": 0,
        "mfa_remove_webauthn.pk": 0,
        "openid_connect_callback.provider_id": "oidc",
        "openid_connect_login.provider_id": "oidc",
        "operator-session-end.pk": session.pk,
        "person-deputies.pk": person.pk,
        "person-handover.pk": person.pk,
        "person-leave.pk": person.pk,
        "person-role-new.pk": person.pk,
        "person-role.pk": Membership.objects.get(user=person).pk,
        "person.pk": person.pk,
    }
