"""Who may reach what: every address, every role, own and other school."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from privacy.models import AuditEntry, HeldItem
from review_ui.models import Decision, Role
from review_ui.permissions import HOME, PUBLIC, TABLE, may
from tests.review_ui import factory
from tests.review_ui.factory import client_of

pytestmark = pytest.mark.django_db


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one)
        else:
            yield one


PATTERNS = {str(one.name): one for one in _patterns(get_resolver())}
OF_AN_ITEM = sorted(name for name, one in PATTERNS.items() if "item_id" in one.pattern.converters)


def _address(name: str, item: HeldItem) -> str:
    converters = PATTERNS[name].pattern.converters
    kwargs: dict[str, object] = {
        one: item.pk if one == "item_id" else 1 for one in converters if one.endswith("_id")
    }
    regex = {
        "account_confirm_email": {"key": "k"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "k"},
    }
    return reverse(name, kwargs=kwargs or regex.get(name))


def _status(client: Client, address: str) -> int:
    answer = client.get(address)
    return (client.post(address) if answer.status_code == 405 else answer).status_code


def test_every_address_has_a_line_in_the_table_and_every_line_an_address() -> None:
    assert set(PATTERNS) == set(TABLE)


def test_addresses_without_a_line_are_closed_to_every_role() -> None:
    assert not any(may(role, "an address of tomorrow") for role in Role.values)


@pytest.mark.parametrize("role", Role.values)
def test_each_role_reaches_what_the_table_says_and_nothing_else(role: str) -> None:
    user = factory.person(role, schools=(factory.HIGH,))
    own = factory.held()
    client = client_of(user)
    for name in sorted(PATTERNS, key=lambda one: (one == "account_logout", one)):
        status = _status(client, _address(name, own))
        assert (status == 403) is not may(role, name), f"{role} at {name}: {status}"


@pytest.mark.parametrize("role", ["analyst", "counsellor", "lead"])
def test_an_item_of_another_school_is_refused_and_the_attempt_logged(role: str) -> None:
    client = client_of(factory.person(role, schools=(factory.HIGH,)))
    other = factory.held(factory.SAMPLES[1])
    for name in OF_AN_ITEM:
        before = AuditEntry.objects.filter(action="access.refused").count()
        assert _status(client, _address(name, other)) == 403, name
        assert AuditEntry.objects.filter(action="access.refused").count() == before + 1, name
    assert not AuditEntry.objects.filter(action="item.looked").exists()
    assert not Decision.objects.exists()


def test_nobody_reaches_anything_without_signing_in() -> None:
    item, client = factory.held(), Client()
    for name in sorted(PATTERNS):
        if TABLE[name] == PUBLIC:
            continue
        answer = client.get(_address(name, item))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/"), name
        assert client.get(_address(name, item), headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("role", Role.values)
def test_each_role_starts_at_a_page_that_it_may_open(role: str) -> None:
    assert may(role, HOME[role])
    client = client_of(factory.person(role))
    assert client.get("/", follow=True).status_code == 200
