"""Signing in and out, in the audit log. No entry, no session."""

from typing import Any

from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest

from privacy.actors import Actor, Someone
from privacy.audit import Action, ObjectType, Outcome, act, record
from review_ui.models import User
from stream.errors import Fatal

NOBODY = Someone("nobody", "none")
"""Who tries to sign in and does not succeed. The typed name is not written: it may be a password."""


def _write(actor: Actor, action: Action, key: int, outcome: Outcome = Outcome.OK) -> None:
    with act():
        record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=action,
            object_type=ObjectType.USER,
            object_key=key,
            outcome=outcome,
        )


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    try:
        _write(user.actor, Action.USER_SIGNED_IN, user.pk)
    except (DatabaseError, Fatal):
        request.session.flush()
        raise


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if isinstance(user, User):
        _write(user.actor, Action.USER_SIGNED_OUT, user.pk)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **_: Any) -> None:
    known = User.objects.filter(username=credentials.get("username", "")).first()
    _write(NOBODY, Action.USER_SIGN_IN_FAILED, known.pk if known else 0, Outcome.REFUSED)


@receiver(password_changed)
def own_password(user: User, **_: Any) -> None:
    with act():
        User.objects.filter(pk=user.pk).update(password_given=False)
        _write(user.actor, Action.USER_PASSWORD_CHANGED, user.pk)
