"""Names: whether a post speaks of a school of this district, on invented posts of every known trap."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geofence.district import load
from geofence.fold import squash
from geofence.names import NOTHING, Names

DATA = Path(__file__).parent / "data"
DISTRICT = load(DATA / "names_district.toml")
NAMES = Names(DISTRICT)
POSTS = [json.loads(line) for line in (DATA / "names.jsonl").read_text("utf-8").splitlines()]

FLOORS = [
    ("eugene", 0.97, 0.90),
    ("cruces", 0.97, 0.85),
    ("roanoke", 0.97, 0.90),
    ("yakima", 0.97, 0.90),
    ("amarillo", 0.96, 0.95),
    ("dayton", 0.97, 0.90),
]


def schools(text: str) -> set[str]:
    return {DISTRICT.schools[hit.school].id for hit in NAMES.find(text).hits}


def test_precision_and_recall_on_the_traps() -> None:
    right = false = missed = 0
    for post in POSTS:
        want, got = set(post["schools"]), schools(post["text"])
        right, false, missed = right + len(want & got), false + len(got - want), missed + len(want - got)
    assert len(POSTS) >= 150
    assert right / (right + false) >= 0.95
    assert right / (right + missed) >= 0.80


@pytest.mark.parametrize(("place", "precision", "recall"), FLOORS)
def test_floors_on_districts_with_real_naming_patterns(place: str, precision: float, recall: float) -> None:
    """Invented posts, half of them about no school of the district; docs/district.md has the first figures."""
    district = load(DATA / "unseen" / f"{place}.toml")
    names = Names(district)
    right = false = missed = 0
    for line in (DATA / "unseen" / f"{place}.jsonl").read_text("utf-8").splitlines():
        post = json.loads(line)
        want = set(post["schools"])
        got = {district.schools[hit.school].id for hit in names.find(post["text"]).hits}
        right, false, missed = right + len(want & got), false + len(got - want), missed + len(want - got)
    assert right / (right + false) >= precision
    assert right / (right + missed) >= recall


@pytest.mark.parametrize("category", sorted({post["category"] for post in POSTS if not post["schools"]}))
def test_no_kind_of_trap_springs_often(category: str) -> None:
    posts = [post["text"] for post in POSTS if post["category"] == category]
    assert sum(bool(schools(text)) for text in posts) <= len(posts) * 0.1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("so 🎉 Whistle Creek Middle won", "Whistle Creek Middle"),
        ("at W h i s t l e  C r e e k Middle!", "W h i s t l e  C r e e k Middle"),
        ("“Whіstle\u200b Creek Middle”", "Whіstle\u200b Creek Middle"),
        ("ñandú 𝗪𝗵𝗶𝘀𝘁𝗹𝗲 𝗖𝗿𝗲𝗲𝗸 Middle School.", "𝗪𝗵𝗶𝘀𝘁𝗹𝗲 𝗖𝗿𝗲𝗲𝗸 Middle School"),
        ("ready #WhistleCreekMiddle2026", "WhistleCreekMiddle"),
    ],
)
def test_spans_are_exact_in_the_original_text(text: str, named: str) -> None:
    [hit] = NAMES.find(text).hits
    assert text[hit.start : hit.end] == named


def test_evidence_is_told_in_words_of_the_district_file() -> None:
    [hit] = NAMES.find("Lincoln High in Harrow Falls, go Railsplitters").hits
    assert hit.because == ("names the city Harrow Falls", "names this school's mascot")


def test_an_ambiguous_name_without_evidence_stays_unresolved() -> None:
    assert NAMES.find("Lincoln High was on the news") == NOTHING._replace(unresolved=True)
    assert NAMES.find("nothing to see here") == NOTHING


def test_all_schools_named_are_told_each_once_in_order() -> None:
    found = NAMES.find("Garfield Middle lost to Whistle Creek Middle, poor Garfield Middle").hits
    assert [DISTRICT.schools[hit.school].id for hit in found] == ["garfield", "whistle-creek"]


def test_coordinates_near_a_school_resolve_its_name_and_no_other() -> None:
    [hit] = NAMES.find("Lincoln High was on the news", near=frozenset({1})).hits
    assert DISTRICT.schools[hit.school].id == "lincoln"
    assert hit.because == ("its coordinates may be at this school",)
    assert NAMES.find("Lincoln High was on the news", near=frozenset({0})).unresolved
    assert NAMES.find("nothing to see here", near=frozenset({1})) == NOTHING


@pytest.mark.parametrize(
    "text",
    ["Whistle Creak Middle", "whisttle creek middle", "Wistle Creek Middle School", "Whistlw Creek Middle"],
)
def test_a_rare_name_is_found_with_one_letter_wrong(text: str) -> None:
    assert schools(text) == {"whistle-creek"}


def test_a_common_name_with_one_letter_wrong_is_another_name() -> None:
    assert schools("Lincorn High School in Harrow Falls") == set()


def test_a_hashtag_is_marked_as_one() -> None:
    assert [hit.hashtag for hit in NAMES.find("#RiderPride").hits] == [True]
    assert [hit.hashtag for hit in NAMES.find("Whistle Creek Middle").hits] == [False]


@pytest.mark.parametrize("other", ["Seattle", "Boise, Idaho", "Texas", "(Tacoma, WA)", "Livingston MT"])
def test_another_place_beside_the_name_outweighs_a_grade(other: str) -> None:
    assert schools("my sister is a 10th grader at Lincoln High School") == {"lincoln"}
    assert schools(f"my sister is a 10th grader at Lincoln High School in {other}") == set()


@pytest.mark.parametrize("text", ["Harrow Falls", "in Harrow Falls, Iowa"])
def test_the_own_city_is_evidence(text: str) -> None:
    assert schools(f"Lincoln High School {text}") == {"lincoln"}


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = NAMES.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in found.hits)


@settings(max_examples=50)
@given(
    st.text(max_size=40),
    st.sampled_from(["Whistle Creek Middle School", "Escuela Luz del Valle"]),
    st.text(max_size=40),
)
def test_a_hit_spells_a_name(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    for hit in NAMES.find(text).hits:
        spelt = squash(text[hit.start : hit.end])
        assert spelt
        assert squash(text).count(spelt) >= 1


def test_a_post_of_nothing_but_names_is_answered_in_bounded_work() -> None:
    long = "Lincoln High Roosevelt High Park High " * 1_700
    assert len(long) < 65_536
    assert len(NAMES.find(long).hits) == 3
    assert NAMES.find("Lincoln Seattle " * 4_000).hits == ()


@pytest.mark.parametrize(
    "text",
    [
        "#HarrowFallsSchools are open",
        "#harrowfallsschools",
        "Harrow Falls school board",
        "Harrow Falls Public Schools",
    ],
)
def test_the_district_alone_names_no_school(text: str) -> None:
    assert schools(text) == set()


def test_another_kind_of_school_takes_its_bare_name_with_it() -> None:
    assert schools("Whistle Creek Elementary... poor Whistle Creek, fire drill again") == set()


def test_initials_of_a_school_stand_with_their_city_beside_them_and_those_of_the_police_do_not() -> None:
    district = load(DATA / "unseen" / "amarillo.toml")
    names = Names(district)
    assert [district.schools[hit.school].id for hit in names.find("AHS in Amarillo again").hits] == [
        "amarillo-high"
    ]
    assert not names.find("PD in Amarillo again").hits
