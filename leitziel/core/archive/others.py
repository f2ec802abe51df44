# SPDX-License-Identifier: EUPL-1.2
"""Applications of others whose tables stay behind, each with the reason."""

OTHER_APPS = {
    "account": "Verified e-mail addresses belong to the login of this house; the new one asks anew.",
    "auth": "Groups and permissions of Django, which Leitziel does not use.",
    "contenttypes": "Django's own list of models; the new house has its own.",
    "django_tasks_database": "Background work that waits is done where it was ordered.",
    "mfa": "Secrets of the second factor never leave the house; people set theirs up anew.",
    "sessions": "Who is logged in here is not logged in there.",
    "sites": "The address of this installation.",
    "socialaccount": "Links to the login service of this house, with its tokens.",
    "usersessions": "Who is logged in here is not logged in there.",
}
