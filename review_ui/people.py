"""Create, change and disable people. Every change is in the audit log, in the same transaction."""

import secrets
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from privacy.actors import Actor, system
from privacy.audit import Action, Ident, ObjectType, act, record
from review_ui.models import Membership, Role, User
from stream.errors import BadInput

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
_VOWELS = ("a", "e", "i", "o", "u")

DEMO_PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("analyst-1", "Ana Demo", Role.ANALYST),
    ("analyst-2", "Ben Demo", Role.ANALYST),
    ("counsellor", "Cora Demo", Role.COUNSELLOR),
    ("lead", "Lee Demo", Role.LEAD),
    ("privacy", "Pia Demo", Role.PRIVACY_OFFICER),
    ("operator", "Omar Demo", Role.OPERATOR),
    ("admin", "Ada Demo", Role.ADMINISTRATOR),
)


def readable_password() -> str:
    """Four words of three syllables that can be said over a phone: about 73 bits."""

    def word() -> str:
        return "".join(secrets.choice(_ONSETS) + secrets.choice(_VOWELS) for _ in range(3))

    return "-".join(word() for _ in range(4))


def create_person(
    username: str, role: str, schools: Iterable[str] | None = None, *, by: Actor | None = None
) -> str:
    """For the command line: create a person of these schools (None: every school); the first password.

    It must be changed at the first sign-in. BadInput names an unknown role or school, or a taken name.
    """
    return add_person(username, role, schools=schools or (), all_schools=schools is None, by=by)[1]


def add_person(
    username: str,
    role: str,
    *,
    schools: Iterable[str] = (),
    all_schools: bool = False,
    full_name: str = "",
    password: str | None = None,
    by: Actor | None = None,
) -> tuple[User, str]:
    """Create a person and return them with their password.

    Without `password` a readable one is made, which must be changed at the first sign-in.
    BadInput names an unknown role or school, a user name that is taken or wrong, or a weak password.
    """
    chosen = _schools(schools)
    if role not in Role.values:
        raise BadInput(f"role {role!r}: use one of {', '.join(Role.values)}")
    if User.objects.filter(username__iexact=username).exists():
        raise BadInput(f"user name {username!r} is taken: choose another")
    first, _, last = full_name.partition(" ")
    user = User(username=username, role=role, all_schools=all_schools, first_name=first, last_name=last)
    user.password_given = password is None
    secret = readable_password() if password is None else password
    try:
        validate_password(secret, user)
        user.set_password(secret)
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise BadInput(f"user {username!r}: {' '.join(error.messages)}") from None
    with act():
        user.save()
        _set_schools(user, chosen)
        payload = {"role": Ident(role), "all_schools": all_schools, "schools": _idents(chosen)}
        _write(by, Action.USER_CREATED, user, payload)
    return user, secret


def change_person(
    user: User,
    *,
    by: Actor,
    role: str,
    all_schools: bool,
    schools: Iterable[str],
    active: bool,
    full_name: str,
) -> None:
    """Set all that an administrator may set. A disabled person is signed out at the next request."""
    chosen = _schools(schools)
    was = {"was_role": Ident(user.role), "was_active": user.is_active}
    first, _, last = full_name.partition(" ")
    user.first_name, user.last_name = first, last
    user.role, user.all_schools, user.is_active = role, all_schools, active
    with act():
        user.save()
        _set_schools(user, chosen)
        disabled = was["was_active"] and not active
        payload = {
            **was,
            "role": Ident(role),
            "active": active,
            "all_schools": all_schools,
            "schools": _idents(chosen),
        }
        _write(by, Action.USER_DISABLED if disabled else Action.USER_CHANGED, user, payload)


def give_password(user: User, *, by: Actor) -> str:
    """A new password, to be told once and changed at the next sign-in. Ends the person's sessions."""
    secret = readable_password()
    user.set_password(secret)
    user.password_given = True
    with act():
        user.save()
        _write(by, Action.USER_PASSWORD_CHANGED, user, {"given": True})
    return secret


def create_demo_people() -> list[tuple[str, str, str]]:
    """One person a role and a second analyst, all schools: (user name, password, role) each.

    Called again, those who exist get a new password. Only for a demo: the passwords are printed.
    """
    if not settings.FIRSTBELL.demo:
        raise BadInput("demo people are made in a demo only: set demo = true, or use `firstbell person`")
    made = []
    for username, full_name, role in DEMO_PEOPLE:
        secret = readable_password()
        user = User.objects.filter(username=username).first()
        if user is None:
            add_person(username, role, full_name=full_name, all_schools=True, password=secret)
        else:
            user.set_password(secret)
            with act():
                user.save()
                _write(None, Action.USER_PASSWORD_CHANGED, user, {"given": True})
        made.append((username, secret, str(role)))
    return made


def _schools(chosen: Iterable[str]) -> list[str]:
    ids = sorted(set(chosen))
    if unknown := [one for one in ids if one not in settings.SCHOOLS]:
        raise BadInput(
            f"school {unknown[0]!r} is not in the district file; it has {', '.join(settings.SCHOOLS)}"
        )
    return ids


def _idents(ids: Iterable[str]) -> list[Ident]:
    return [Ident(one) for one in ids]


def _set_schools(user: User, ids: list[str]) -> None:
    user.memberships.all().delete()
    Membership.objects.bulk_create(Membership(user=user, school_id=one) for one in ids)


def _write(by: Actor | None, action: Action, user: User, payload: Mapping[str, object]) -> None:
    actor = by or system("people")
    record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=ObjectType.USER,
        object_key=user.pk,
        payload=payload,  # type: ignore[arg-type]  # the writer checks each value by type
    )
