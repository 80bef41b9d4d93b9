"""What the console's index of similar items is rebuilt from: embeddings, opened for that alone.

No person sees an embedding, so opening one is no look; what the index finds is shown on an item's page,
which is. An embedding is sealed like the original text and goes with its item's data key.
"""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from privacy import keys
from privacy.content import context
from privacy.models import HeldItem
from privacy.sealing import ItemKey, opener


class Mark(NamedTuple):
    """What an embedding was made by and of: when it changes, so has the embedding."""

    model: str
    text_digest: str


def marks() -> dict[int, Mark]:
    """The items that have an embedding."""
    rows = HeldItem.objects.exclude(embedding_blob=b"").values_list("pk", "model", "text_digest")
    return {pk: Mark(model, digest) for pk, model, digest in rows}


def opened(item_ids: Collection[int]) -> dict[int, bytes]:
    """Embeddings by item; an item that is gone meanwhile is left out. Fatal: the vault's key is missing."""
    open_ = opener(keys.load_private(Path(settings.PRIVACY_KEYS)))
    rows = HeldItem.objects.filter(pk__in=list(item_ids)).exclude(embedding_blob=b"")
    found: dict[int, bytes] = {}
    for row in rows.only("post_id", "data_key_sealed", "embedding_blob"):
        item_key = ItemKey(open_(bytes(row.data_key_sealed)))
        sealed = item_key.decrypt(context(row.post_id, "embedding"), bytes(row.embedding_blob))
        found[row.pk] = open_(sealed)
    return found
