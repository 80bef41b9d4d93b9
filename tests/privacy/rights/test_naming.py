"""Handles, accounts and links as people give them."""

import pytest

from privacy.rights.naming import Where, names

WHERE = Where(
    "did:plc:abc",
    "heron.example",
    "https://bsky.app/profile/did:plc:abc/post/3k",
    "at://did:plc:abc/app.bsky.feed.post/3k",
)


@pytest.mark.parametrize(
    ("given", "how"),
    [
        ("@Heron.Example", "own"),
        ("did:plc:abc", "own"),
        ("https://bsky.app/profile/heron.example", "own"),
        ("https://bsky.app/profile/did:plc:abc/", "own"),
        ("HTTPS://BSKY.app/profile/did:plc:abc/post/3k", "link"),
        ("https://bsky.app/profile/heron.example/post/3k?ref=share", "link"),
        ("at://did:plc:abc/app.bsky.feed.post/3k", "link"),
        ("https://bsky.app/profile", ""),
        ("https://bsky.app/", ""),
        ("https://bsky.app/profile/did:plc:abc/post", ""),
        ("https://bsky.app/profile/did:plc:abc/post/3", ""),
        ("https://other.example/profile/heron.example", ""),
        ("heron", ""),
        ("heron.example.org", ""),
    ],
)
def test_what_names_the_author_or_the_post(given: str, how: str) -> None:
    assert names(given, WHERE, same_source=True) == how


def test_a_handle_counts_on_its_own_source_and_nobody_is_named_by_nothing() -> None:
    assert names("heron.example", WHERE, same_source=False) == ""
    assert names("https://bsky.app/profile/heron.example", WHERE, same_source=False) == "own"
    assert names("@", Where("", "", ""), same_source=True) == ""
