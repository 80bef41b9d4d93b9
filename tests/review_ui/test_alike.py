"""Posts like this one: only of schools the person may see, gone with the item, never by author."""

import numpy as np
import pytest
from django.test import Client

from classify.similar import packed
from models.release import Array
from privacy import audit, embeddings, items
from privacy.hold import hold
from privacy.models import Cause, HeldItem
from tests.review_ui.factory import OTHER, SAMPLES, Sample, review, signed_in

pytestmark = pytest.mark.django_db

BASE = np.random.default_rng(5).normal(size=24).astype(np.float32)
FAR = np.random.default_rng(6).normal(size=24).astype(np.float32)


def embedded(vector: Array, sample: Sample = SAMPLES[0], post_id: str = "", version: str = "1") -> HeldItem:
    unit = vector / np.linalg.norm(vector)
    record = review(sample, post_id=post_id, version=version, embedding=packed(unit))
    assert hold([record]) == [None]
    return HeldItem.objects.get(post_id=record.post_id)


def panel(client: Client, item: HeldItem) -> str:
    shown = client.get(f"/items/{item.pk}/").content.decode()
    return shown.partition('id="alike-title"')[2].partition("</section>")[0]


def test_the_same_text_waiting_and_decided_neighbours_are_links() -> None:
    item, twin, far = embedded(BASE), embedded(BASE + 0.001 * FAR), embedded(FAR)
    client = signed_in("analyst")
    client.get(f"/items/{twin.pk}/")
    shown = panel(client, item)
    assert f'href="/items/{twin.pk}/"' in shown
    assert f'href="/items/{far.pk}/"' not in shown
    assert "1 waiting item has nearly the same text" in shown
    client.post(
        f"/items/{twin.pk}/decide/", {"kind": "no_concern", "reason": "idiom", "token": "t", "stands": 0}
    )
    shown = panel(client, item)
    assert "No waiting item has nearly the same text" in shown
    assert "No concern: Idiom or exaggeration" in shown
    assert SAMPLES[0].text not in shown


def test_only_items_of_the_persons_schools_are_counted() -> None:
    item, other = embedded(BASE), embedded(BASE, SAMPLES[1])
    assert SAMPLES[1].school == OTHER
    assert f'href="/items/{other.pk}/"' not in panel(signed_in("analyst", schools=(SAMPLES[0].school,)), item)
    assert f'href="/items/{other.pk}/"' in panel(signed_in("analyst"), item)


def test_what_is_destroyed_or_rewritten_is_found_no_more() -> None:
    item, gone, edited = embedded(BASE), embedded(BASE), embedded(BASE)
    client = signed_in("analyst")
    assert "2 waiting items have" in panel(client, item)
    with audit.act():
        items.destroy(items.locked(gone.pk), Cause.DELETE)
    assert gone.pk not in embeddings.marks()
    assert bytes(HeldItem.objects.get(pk=gone.pk).embedding_blob) == b""
    embedded(FAR, SAMPLES[3], edited.post_id, "2")
    assert "No waiting item has" in panel(client, item)


def test_embeddings_of_another_model_are_not_compared() -> None:
    item, other = embedded(BASE), embedded(BASE)
    HeldItem.objects.filter(pk=other.pk).update(model="sha256:" + "1" * 64)
    assert "No waiting item has" in panel(signed_in("analyst"), item)


def test_an_embedding_lies_sealed_and_an_item_without_one_has_no_panel() -> None:
    item = embedded(BASE)
    unit = BASE / np.linalg.norm(BASE)
    assert packed(unit) not in bytes(item.embedding_blob)
    assert embeddings.opened([item.pk]) == {item.pk: packed(unit)}
    hold([review(SAMPLES[1], post_id="bare")])
    assert panel(signed_in("analyst"), HeldItem.objects.get(post_id="bare")) == ""


def test_a_damaged_embedding_closes_no_page() -> None:
    item, damaged = embedded(BASE), embedded(BASE)
    HeldItem.objects.filter(pk=damaged.pk).update(embedding_blob=b"\x01damaged")
    assert f'href="/items/{damaged.pk}/"' not in panel(signed_in("analyst"), item)
    assert panel(signed_in("analyst"), damaged) == ""


def test_another_language_carries_its_mark() -> None:
    hold(
        [
            review(SAMPLES[0], post_id="fr", language="fr", validated=False),
            review(SAMPLES[0], post_id="en", language="en"),
        ]
    )
    client = signed_in("analyst")
    shown = {
        one: client.get(f"/items/{HeldItem.objects.get(post_id=one).pk}/").content.decode()
        for one in ("fr", "en")
    }
    assert "Not validated: the post seems to be in French" in shown["fr"]
    assert "Not validated" not in shown["en"]
