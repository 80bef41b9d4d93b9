"""Posts as a reader sees them, in time that grows with their length alone."""

import pytest

from ingest.html_text import text_of

MANY = 100_000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p title=\"a > b\" class='x'>Hi &amp;lt; <b>you</b></p>", "Hi &lt; you"),
        ("I <3 you </3 1 < 2", "I <3 you </3 1 < 2"),
        ("a <b", "a <b"),
        ("a<!-- <p>b</p> -->c<!DOCTYPE x>d<?pi?>e", "acde"),
        ("a<script>if (1 < 2) { '</p>' }</SCRIPT >b<style>p {", "ab"),
        ('a<span class="invisible"/>b<SPAN CLASS=invisible>c</SPAN>d', "abd"),
        ("<i>a</b></i>b", "ab"),
        ("<p>it's</p><p don't>b", "it's\n\nb"),
    ],
)
def test_what_a_reader_sees(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "html",
    [
        "<i>" * MANY + "</b>" * MANY,
        "<!--" * MANY,
        "<![CDATA[" * MANY,
        "<a " * MANY,
        "<a x='" + '<a x="' * MANY,
        "</" * MANY,
        "<?" * MANY,
        "<script>" * MANY,
    ],
)
def test_what_never_ends_costs_no_more_than_its_length(html: str) -> None:
    assert isinstance(text_of(html), str)
