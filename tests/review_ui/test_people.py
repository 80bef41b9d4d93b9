"""People: made by an administrator or the command line, changed and closed, always with an entry."""

import pytest
from django.test import Client
from pytest_django import Settings

from privacy.models import AuditEntry
from review_ui import people
from review_ui.models import Role, User
from stream.errors import BadInput
from tests.review_ui import factory
from tests.review_ui.factory import client_of, person, signed_in

pytestmark = pytest.mark.django_db


def test_the_demo_has_everyone_and_two_analysts(settings: Settings) -> None:
    settings.FIRSTBELL = settings.FIRSTBELL.replace(demo=True)
    first = people.create_demo_people()
    assert sorted(role for _name, _secret, role in first) == sorted([*Role.values, "analyst"])
    again = people.create_demo_people()
    assert [one[0] for one in again] == [one[0] for one in first]
    for username, secret, _role in again:
        assert Client().login(username=username, password=secret)
    assert len({secret for _name, secret, _role in first + again}) == 14


def test_outside_a_demo_nobody_is_made_up() -> None:
    with pytest.raises(BadInput, match="demo"):
        people.create_demo_people()


def test_the_command_line_makes_a_person_whose_password_must_be_changed() -> None:
    secret = people.create_person("new-lead", "lead", [factory.HIGH])
    user = User.objects.get(username="new-lead")
    assert user.check_password(secret)
    assert (user.school_ids(), user.password_given) == (frozenset({factory.HIGH}), True)
    assert people.create_person("all", "lead")
    assert User.objects.get(username="all").school_ids() is None
    client = client_of(user)
    assert client.get("/queue/")["Location"] == "/accounts/password/change/"
    assert client.get("/call-sheet/").status_code == 200


@pytest.mark.parametrize(
    ("username", "role", "schools", "says"),
    [
        ("x", "boss", None, "use one of"),
        ("x", "lead", ["nowhere"], "not in the district file"),
        ("taken", "lead", None, "taken"),
        ("not a name!", "lead", None, "valid username"),
    ],
)
def test_wrong_people_are_refused_with_the_remedy(
    username: str, role: str, schools: list[str] | None, says: str
) -> None:
    person("lead", username="Taken")
    with pytest.raises(BadInput, match=says):
        people.create_person(username, role, schools)


def test_an_administrator_adds_a_person_and_sees_the_password_once() -> None:
    admin = person("administrator")
    client = client_of(admin)
    given = {"username": "cora", "full_name": "Cora Finch", "role": "counsellor", "schools": [factory.HIGH]}
    shown = client.post("/people/new/", given).content.decode()
    user = User.objects.get(username="cora")
    assert (user.get_full_name(), user.role, user.school_ids()) == (
        "Cora Finch",
        "counsellor",
        frozenset({factory.HIGH}),
    )
    secret = shown.split("<code>")[2].split("</code>")[0]
    assert user.check_password(secret)
    for address in ("/people/", f"/people/{user.pk}/"):
        assert secret not in client.get(address).content.decode()
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == ("user.created", f"user:{admin.pk}")
    assert b"cora" not in bytes(entry.payload_canonical).lower()
    assert client.post("/people/new/", given).status_code == 400


def test_closing_an_account_ends_what_the_person_may_see_at_once() -> None:
    user = person("analyst", name="Ana Alder")
    theirs = client_of(user)
    admin = signed_in("administrator")
    given = {"full_name": "Ana Alder", "role": "analyst", "all_schools": "on"}
    assert admin.post(f"/people/{user.pk}/", given).status_code == 302
    assert theirs.get("/queue/").status_code == 302
    assert AuditEntry.objects.filter(action="user.disabled").count() == 1
    admin.post(f"/people/{user.pk}/", {**given, "active": "on", "role": "lead"})
    assert User.objects.get(pk=user.pk).role == "lead"
    assert AuditEntry.objects.filter(action="user.changed").count() == 1


def test_an_administrator_cannot_lock_themselves_out_or_see_items() -> None:
    admin = person("administrator")
    client = client_of(admin)
    answer = client.post(f"/people/{admin.pk}/", {"full_name": "A", "role": "lead", "active": "on"})
    assert answer.status_code == 400
    assert User.objects.get(pk=admin.pk).role == "administrator"
    assert client.get(f"/items/{factory.held().pk}/").status_code == 403


def test_a_new_password_signs_out_everywhere() -> None:
    user = person("analyst")
    theirs = client_of(user)
    shown = signed_in("administrator").post(f"/people/{user.pk}/password/").content.decode()
    assert theirs.get("/queue/").status_code == 302
    user.refresh_from_db()
    assert user.password_given
    assert user.check_password(shown.split("<code>")[2].split("</code>")[0])
