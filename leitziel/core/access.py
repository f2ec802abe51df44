# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: named permissions over predicates.

A room declares its permissions in its `rules.py` by `permission(name, predicate, reason)`. Asking for an
unknown name raises; a refusal carries its reason and says whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise, cached_property

from leitziel.core.models import Membership, Municipality, Organisation, User

Role = Membership.Role


class UnknownPermissionError(LookupError):
    """A permission nobody declared."""


class Refused(Exception):  # noqa: N818 - read as a word: `except Refused`
    """The permission is refused; `reason` is fit for the screen."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class Access:
    """A person in a municipality at this moment: what the predicates look at.

    Memberships are read once, in one query, and only when a predicate asks for them.
    """

    def __init__(self, user: User | AnonymousUser, municipality: Municipality | None) -> None:
        self.user = user
        self.municipality = municipality

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        if self.municipality is None or not isinstance(self.user, User) or not self.user.is_active:
            return ()
        today = timezone.localdate()
        found = Membership.objects.with_scope(municipality=self.municipality).filter(
            user=self.user, valid_from__lte=today
        )
        return tuple(m for m in found.select_related("organisation") if m.valid_to is None or m.valid_to >= today)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(m.role for m in self.memberships)

    @cached_property
    def organisations(self) -> frozenset[int]:
        """Ids of the person's organisations and of all below them."""
        own = {m.organisation_id for m in self.memberships if m.organisation_id}
        if not own:
            return frozenset()
        rows = Organisation.objects.with_scope(municipality=self.municipality).values_list("id", "parent_id")
        children: dict[int | None, list[int]] = {}
        for row, parent in rows:
            children.setdefault(parent, []).append(row)
        open_, found = list(own), set()
        while open_:
            current = open_.pop()
            if current not in found:
                found.add(current)
                open_.extend(children.get(current, ()))
        return frozenset(found)

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def may(self, name: str, obj: Any = None) -> bool:
        return _get(name).predicate(self, obj)

    def require(self, name: str, obj: Any = None) -> None:
        """Raise `Refused` with the permission's reason unless the person has it."""
        wanted = _get(name)
        if not wanted.predicate(self, obj):
            raise Refused(name, str(wanted.reason))


Predicate = Callable[[Access, Any], bool]


@dataclass(frozen=True, slots=True)
class Permission:
    name: str
    predicate: Predicate
    reason: str | Promise


_permissions: dict[str, Permission] = {}


def permission(name: str, predicate: Predicate, reason: str | Promise) -> None:
    """Declare a permission. Declaring a name twice is a mistake and raises."""
    if name in _permissions:
        message = f"permission {name} is declared twice"
        raise ValueError(message)
    _permissions[name] = Permission(name, predicate, reason)


def permissions() -> Iterable[Permission]:
    return _permissions.values()


def _get(name: str) -> Permission:
    try:
        return _permissions[name]
    except KeyError:
        message = f"no permission is called {name!r}; declared are: {', '.join(sorted(_permissions))}"
        raise UnknownPermissionError(message) from None


def everybody(_access: Access, _obj: Any) -> bool:
    return True


def logged_in(access: Access, _obj: Any) -> bool:
    return isinstance(access.user, User) and access.user.is_active


def member(access: Access, _obj: Any) -> bool:
    return bool(access.roles)


def any_of(*roles: Role) -> Predicate:
    """Predicate: the person has one of the roles."""

    def has_one(access: Access, _obj: Any) -> bool:
        return access.has_role(*roles)

    return has_one


View = Callable[..., HttpResponseBase]


def requires(name: str) -> Callable[[View], View]:
    """Decorate a view with the permission it asks for first; the matrix test reads `view.permission`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.access.require(name)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.permission = name  # type: ignore[attr-defined]
        return guarded

    return decorate
