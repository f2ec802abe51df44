# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: named permissions over predicates.

A room declares its permissions in its `rules.py` by `permission(name, predicate, reason)`. Asking for an
unknown name raises; a refusal carries its reason and says whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise, cached_property

from leitziel.core.models import Deputy, Membership, Municipality, OperatorSession, Organisation, User

Role = Membership.Role
CLOCK_SLACK = timedelta(minutes=2)  # clocks of two machines of one house differ a little
OPERATOR = "operator"  # beside the roles in the setting of who needs a second factor


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

    Memberships are read once, in one query, and only when a predicate asks for them: the person's own and those of
    the people they stand in for today. An operator has no rights from being one: the role of the administration is
    theirs while a session of theirs runs here. `second_factor` (a value, or a question that is asked when the answer
    counts) False leaves out the roles that need one.
    """

    def __init__(
        self,
        user: User | AnonymousUser,
        municipality: Municipality | None,
        *,
        second_factor: bool | Callable[[], bool] = True,
    ) -> None:
        self.user = user
        self.municipality = municipality
        self._second_factor = second_factor
        self.on_behalf: set[User] = set()

    @cached_property
    def second_factor(self) -> bool:
        """Has the person shown a second factor (or come in a way that takes the place of one)?"""
        return self._second_factor() if callable(self._second_factor) else self._second_factor

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """What counts today: own memberships first, then those the person has as a deputy."""
        if self.municipality is None or not isinstance(self.user, User) or not self.user.is_active:
            return ()
        today = timezone.localdate()
        stands_in = Deputy.objects.with_scope(municipality=self.municipality).filter(
            deputy=self.user, withdrawn_at=None, valid_from__lte=today, valid_to__gte=today
        )
        whose = Q(user=self.user) | Q(user__in=stands_in.order_by().values("person"), user__is_active=True)
        rows = Membership.objects.with_scope(municipality=self.municipality).filter(whose, valid_from__lte=today)
        found = [m for m in rows.select_related("organisation", "user") if m.valid_to is None or m.valid_to >= today]
        if not any(m.user_id == self.user.pk for m in found):
            return ()  # who has left the municipality stands in for nobody
        return tuple(sorted(found, key=lambda m: (m.user_id != self.user.pk, m.pk)))

    @property
    def own_memberships(self) -> tuple[Membership, ...]:
        """The person's own memberships, without those as a deputy."""
        return tuple(m for m in self.memberships if m.user_id == self.user.pk)

    @cached_property
    def deputises(self) -> tuple[User, ...]:
        """The people whom this person stands in for today."""
        return tuple({m.user_id: m.user for m in self.memberships if m.user_id != self.user.pk}.values())

    @cached_property
    def operator_session(self) -> OperatorSession | None:
        """The session in which this person, an operator, works here now."""
        if self.municipality is None or not isinstance(self.user, User) or not self.user.is_active:
            return None
        if not self.user.is_operator or not self.factor_suffices(OPERATOR):
            return None
        sessions = OperatorSession.objects.with_scope(municipality=self.municipality)
        now = timezone.now()
        # A session that begins in the future was begun by a clock that was set back since: it opens nothing.
        began = sessions.filter(started_at__lte=now + CLOCK_SLACK)
        return began.filter(operator=self.user, ended_at=None, ends_at__gt=now).first()

    @cached_property
    def roles(self) -> frozenset[str]:
        found = {m.role for m in self.memberships if self.factor_suffices(m.role)}
        if self.operator_session is not None:
            found.add(Role.ADMINISTRATION)
        return frozenset(found)

    def factor_suffices(self, role: str) -> bool:
        """Has the person logged in with what this role (or "operator") needs?"""
        return role not in settings.SECOND_FACTOR_ROLES or self.second_factor

    @property
    def lacks_factor(self) -> bool:
        """Does the person have a role that counts only after they have logged in with a second factor?"""
        if not settings.SECOND_FACTOR_ROLES or not isinstance(self.user, User) or self.second_factor:
            return False
        return any(not self.factor_suffices(m.role) for m in self.memberships) or (
            self.user.is_operator and not self.factor_suffices(OPERATOR)
        )

    @cached_property
    def organisations(self) -> frozenset[int]:
        """Ids of the person's organisations and of all below them."""
        own = {m.organisation_id for m in self.memberships if m.organisation_id and self.factor_suffices(m.role)}
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
        """Raise `Refused` with the permission's reason unless the person has it.

        Remembers for the log whom the person stands in for, if they have the permission as a deputy only.
        """
        wanted = _get(name)
        if not wanted.predicate(self, obj):
            raise Refused(name, str(wanted.reason))
        if self.deputises and not wanted.predicate(self._of(self.user), obj):
            self.on_behalf |= {person for person in self.deputises if wanted.predicate(self._of(person), obj)}

    def _of(self, person: User | AnonymousUser) -> Access:
        """The part of this access that comes from the memberships of one person."""
        part = Access(self.user, self.municipality, second_factor=self.second_factor)
        part.memberships = tuple(m for m in self.memberships if m.user_id == person.pk)
        part.operator_session = self.operator_session if person.pk == self.user.pk else None
        return part


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
