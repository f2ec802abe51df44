# SPDX-License-Identifier: EUPL-1.2
"""Addresses of people, invitations, deputies and the operator's session."""

from django.urls import path

from leitziel.core.views import deputies, invitations, operators, people

urlpatterns = [
    path("arbeit/personen/", people.people, name="people"),
    path("arbeit/personen/einladen/", invitations.invite, name="invite"),
    path("arbeit/personen/einladungen/", invitations.invitations, name="invitations"),
    path("arbeit/personen/einladungen/<int:pk>/", invitations.invitation, name="invitation-manage"),
    path("arbeit/personen/betreiber/", operators.sessions, name="operator-sessions"),
    path("arbeit/personen/betreiber/<int:pk>/beenden/", operators.end, name="operator-session-end"),
    path("arbeit/personen/rollen/<int:pk>/", people.role, name="person-role"),
    path("arbeit/personen/<int:pk>/", people.person, name="person"),
    path("arbeit/personen/<int:pk>/rolle/", people.role_new, name="person-role-new"),
    path("arbeit/personen/<int:pk>/vertretung/", deputies.of_person, name="person-deputies"),
    path("arbeit/personen/<int:pk>/uebergabe/", people.hand_over, name="person-handover"),
    path("arbeit/personen/<int:pk>/beenden/", people.leave, name="person-leave"),
    path("arbeit/vertretung/", deputies.own, name="deputies"),
    path("arbeit/vertretung/<int:pk>/beenden/", deputies.withdraw, name="deputy-withdraw"),
    path("betreiber/", operators.operator, name="operator"),
    path("einladung/<str:token>/", invitations.join, name="invitation"),
]
