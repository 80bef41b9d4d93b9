"""What the console's index of similar items is rebuilt from: embeddings, opened for that alone.

No person sees an embedding, so opening one is no look; what the index finds is shown on an item's page,
which is. Still the vault releases embeddings only against an entry, which says how many. An embedding is
sealed like the original text and goes with its item's data key.
"""

from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings

from privacy import audit
from privacy.actors import system
from privacy.models import HeldItem
from privacy.vault_line import Vault

CONSOLE = system("console")


class Mark(NamedTuple):
    """What an embedding was made by and of: when it changes, so has the embedding."""

    model: str
    text_digest: str


def marks() -> dict[int, Mark]:
    """The items that have an embedding."""
    rows = HeldItem.objects.exclude(embedding_blob=b"").values_list("pk", "model", "text_digest")
    return {pk: Mark(model, digest) for pk, model, digest in rows}


def opened(item_ids: Collection[int]) -> dict[int, bytes]:
    """Embeddings by item; an item that is gone meanwhile is left out. Fatal: the vault or its key is missing."""
    vault: Vault = settings.VAULT
    vault.ready()
    wanted = sorted(item_ids)
    with audit.act(durable=True):
        seq = audit.record(
            actor_id=CONSOLE.id,
            actor_role=CONSOLE.role,
            action=audit.Action.INDEX_OPENED,
            object_type=audit.ObjectType.ITEM,
            object_key="all",
            payload={"items": len(wanted)},
        )
    return vault.embeddings(seq, wanted)
