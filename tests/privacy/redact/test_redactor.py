"""The redactor as its callers see it. The model is loaded once for this file."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy.redact import Redactor
from privacy.redact.redactor import Redacted, replace
from privacy.redact.spans import Found

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor(["Lincoln High School", "Larkspur"])


def one(redactor: Redactor, text: str, lang: str | None = "en") -> Redacted:
    return redactor.redact([text], [lang])[0]


def test_the_same_thing_twice_has_the_same_number(redactor: Redactor) -> None:
    text = "maria lopez hit kevin. then maria ran, kevin cried. call 512-555-0148 or (512) 555 0148"
    assert one(redactor, text).text == (
        "[PERSON 1] hit [PERSON 2]. then [PERSON 1] ran, [PERSON 2] cried. call [PHONE 1] or [PHONE 1]"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add me on snap lil.mikey_09", "add me on snap [HANDLE 1]"),
        ("mail ty dot west at yahoo dot com", "mail [EMAIL 1]"),
        ("su mail es lupita.mtz arroba hotmail punto com", "su mail es [EMAIL 1]"),
        ("see https://example.com/a?b=1, ok", "see [LINK 1], ok"),
        ("my ig mafertorres", "my ig [HANDLE 1]"),
        ("snap is moonpetals, add me", "snap is [HANDLE 1], add me"),
        ("insta jess dot m dot 09", "insta [HANDLE 1]"),
        ("en ig soy andreuxx", "en ig soy [HANDLE 1]"),
        ("discord: .sadghost", "discord: [HANDLE 1]"),
        ("whos user83920174", "whos [HANDLE 1]"),
        ("vive en calle reforma 5 #12", "vive en [ADDRESS 1]"),
        ("he lives on 14th and Meridian", "he lives on [ADDRESS 1]"),
        ("fec. nac. 12/03/2009", "fec. nac. [BIRTH DATE 1]"),
        ("lost my id card, number 20914467", "lost my id card, number [ID NUMBER 1]"),
        ("his plate is 8KTR294", "his plate is [PLATE 1]"),
        ("vive en calle olmo 245", "vive en [ADDRESS 1]"),
        ("dob 03/14/2009", "dob [BIRTH DATE 1]"),
        ("student id 4471092", "student id [ID NUMBER 1]"),
        ("my zip is 78704", "my zip is [POSTAL CODE 1]"),
    ],
)
def test_typed_placeholders(redactor: Redactor, text: str, expected: str) -> None:
    assert one(redactor, text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "he has a gun at lincoln high school at 3:30 on 5/12",
        "fight at larkspur behind the gym, room 214",
        "bomb threat at Riverside Middle School tomorrow",
        "algo va a pasar en la secundaria benito juarez mañana",
        "my snap streak is gone, tiktok is so toxic, room204 and prom2026",
        "trees are down on Alder Road, the garages at eleven. me and the boys",
        "call 988, or text 741741, or dial 911",
    ],
)
def test_what_a_reviewer_needs_stays(redactor: Redactor, text: str) -> None:
    assert one(redactor, text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800 maria lopez \udfff",
        "a" * 5000,
        "@" * 2000,
        "1 " * 3000,
        "\U0001f62d" * 50,
        "a" * 60000,
        "born " * 4000,
        "a-" * 4000,
    ],
)
def test_odd_text_is_taken(redactor: Redactor, text: str) -> None:
    result = one(redactor, text)
    assert json.loads(json.dumps(result.text)) == result.text
    assert all(0 <= e.start < e.end <= len(text) for e in result.entities)


_PARTS = st.sampled_from(
    [
        "maria lopez",
        "tyler",
        "@some.one_9",
        "512-555-0148",
        "lincoln high school",
        "me llamo",
        "a knife",
        "\n",
        "😭",
        ".",
        "dob 3/4/09",
        "https://x.example/y",
        "dile a paz",
    ]
)
_POSTS = st.lists(st.lists(_PARTS | st.text(max_size=12), max_size=8).map(" ".join), max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(left=_POSTS, right=_POSTS)
def test_batching_is_invisible(redactor: Redactor, left: list[str], right: list[str]) -> None:
    def run(texts: list[str]) -> list[Redacted]:
        return redactor.redact(texts, [None] * len(texts))

    assert run(left + right) == run(left) + run(right)


@settings(max_examples=200)
@given(
    text=st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=40),
    cuts=st.lists(st.integers(0, 40), max_size=8, unique=True),
    span=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_spans_are_carried_over(text: str, cuts: list[int], span: tuple[int, int]) -> None:
    edges = sorted(c for c in cuts if c <= len(text))
    found = [Found(a, b, "person") for a, b in zip(edges[::2], edges[1::2], strict=False)]
    result = replace(text, found)
    start, end = sorted(min(s, len(text)) for s in span)
    new_start, new_end = result.map(start, end)
    assert 0 <= new_start <= new_end <= len(result.text)
    inside = [f for f in found if f.start < end and start < f.end]
    if not inside:
        assert result.text[new_start:new_end] == text[start:end]
    elif start < end:
        carried = result.text[new_start:new_end]
        assert carried.count("[PERSON ") >= len(inside)
        assert carried.startswith(text[start : inside[0].start] if start < inside[0].start else "[PERSON ")
        assert carried.endswith(text[inside[-1].end : end] if end > inside[-1].end else "]")


def test_it_loads_no_django() -> None:
    code = "import sys, privacy.redact, privacy.redact.stage, privacy.redact.filter; sys.exit(any(m.split('.')[0] in ('django', 'spacy', 'presidio_analyzer') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
