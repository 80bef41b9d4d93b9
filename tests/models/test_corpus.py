import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import corpus, sampling
from models.corpus import Row
from models.sets import SETS, SetRule
from stream.contracts import HEADS
from stream.errors import BadInput

OWN = Path(corpus.__file__).parent / "data"


def line(number: int, **more: Any) -> dict[str, Any]:
    labels = {"self_harm": None, "violence": 0, "cyberbullying": 1}
    return {"id": f"x:{number}", "text": f"post {number}", "lang": "en", "labels": labels, **more}


def write(folder: Path, name: str, *lines: object) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt") as out:
        out.writelines(f"{json.dumps(one)}\n" for one in lines)


def test_unknown_stays_unknown_and_presumed_weighs_less(tmp_path: Path) -> None:
    write(tmp_path, "edos", line(1, orig_label={"presumed": ["violence"]}))
    (row,) = corpus.load(tmp_path)
    assert row.labels == (None, 0, 1)
    assert row.trust[1] < row.trust[2]


def test_a_set_whose_licence_is_less_sure_can_be_left_out(tmp_path: Path) -> None:
    for name in ("edos", "olid", "nobody-knows"):
        write(tmp_path, name, line(1))
    assert {row.set for row in corpus.load(tmp_path, licences=["clear"])} == {"edos"}
    assert len(corpus.load(tmp_path)) == 3


def test_a_bad_line_is_named_without_its_text(tmp_path: Path) -> None:
    write(tmp_path, "edos", line(1), {"id": "x", "text": "a secret"})
    with pytest.raises(BadInput, match=r"edos\.jsonl\.gz, line 2") as caught:
        corpus.load(tmp_path)
    assert "secret" not in str(caught.value)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="name the folder"):
        corpus.load(tmp_path)


def row(number: int, group: str, label: int = 0) -> Row:
    return Row(str(number), "edos", "text", "en", group, (label, None, None), (1.0, 1.0, 1.0))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=300), st.integers(0, 5))
def test_a_group_is_never_torn(groups: list[int], seed: int) -> None:
    rows = [row(number, str(group)) for number, group in enumerate(groups)]
    found = corpus.split(rows, SetRule("clear", tune=0.2, test=0.3), seed)
    assert [one.id for one in found] == [one.id for one in rows]
    assert all(
        len({one.split for one in found if one.group == group}) == 1 for group in {one.group for one in found}
    )
    assert found == corpus.split(rows, SetRule("clear", tune=0.2, test=0.3), seed)


def test_held_out_shares_are_about_what_was_asked() -> None:
    found = corpus.split(
        [row(number, str(number)) for number in range(1000)], SetRule("clear", tune=0.1, test=0.3), 1
    )
    assert Counter(one.split for one in found) == {"train": 600, "test": 300, "tune": 100}


def test_every_batch_has_its_size_and_rare_positives_are_seen() -> None:
    rows = [row(number, str(number), int(number < 5)) for number in range(1000)]
    made = list(sampling.batches(rows, [1] * 1000, steps=20, size=16, seed=1))
    assert [len(batch) for batch in made] == [16] * 20
    share = sum(number < 5 for batch in made for number in batch) / 320
    assert 0.25 < share < 0.45


def test_posts_that_are_misread_come_more_often_but_not_alone() -> None:
    rows = [row(number, str(number)) for number in range(200)]
    made = sampling.batches(rows, [1] * 200, steps=200, size=16, seed=1, hard=range(20))
    share = sum(number < 20 for batch in made for number in batch) / 3200
    often = 20 * sampling.HARD_TIMES
    assert share == pytest.approx(often / (often + 180), abs=0.05)


def test_an_everyday_post_is_presumed_no_bullying_unless_it_is_coarse_to_somebody(tmp_path: Path) -> None:
    unknown = {"self_harm": 0, "violence": 0, "cyberbullying": None}
    texts = ("Lunch in the park", "my stupid printer again", "you are so stupid")
    write(
        tmp_path,
        "tweets_background",
        *(line(n, text=text, labels=unknown) for n, text in enumerate(texts)),
    )
    plain, coarse, aimed = corpus.load(tmp_path)
    assert (plain.labels[2], coarse.labels[2], aimed.labels[2]) == (0, 0, None)
    assert 0 < coarse.trust[2] < plain.trust[2]


FILES = sorted(file.relative_to(OWN).as_posix() for file in OWN.glob("**/contrast-*.jsonl"))


@pytest.mark.parametrize("name", FILES)
def test_our_posts_are_whole(name: str) -> None:
    rows = [json.loads(one) for one in (OWN / name).read_text("utf-8").splitlines()]
    by_id = {one["id"]: one for one in rows}
    assert len(by_id) == len(rows) == len({one["text"].lower() for one in rows})
    for one in rows:
        first = by_id[one["twin"]]
        assert by_id[first["twin"]]["twin"] in (first["id"], one["id"])
        assert one["lang"] == name.partition("contrast-")[2][:2]
        assert list(one["labels"]) == list(HEADS)
        assert set(one["labels"].values()) <= {0, 1}
        assert len(one["text"]) <= 1000
    cases = sum(any(one["labels"].values()) for one in rows)
    assert 0.25 < cases / len(rows) < 0.6


def test_our_posts_are_many_and_no_text_is_in_two_files() -> None:
    rows = [json.loads(one) for name in FILES for one in (OWN / name).read_text("utf-8").splitlines()]
    count = Counter(one["lang"] for one in rows)
    assert count["en"] >= 3000
    assert count["es"] >= 1200
    assert len({one["text"].lower() for one in rows}) == len(rows)


def test_what_measures_is_never_trained_on() -> None:
    held = {one.id for one in corpus.load(OWN / "unseen")} | {one.id for one in corpus.load(OWN / "gates")}
    assert not held & {one.id for one in corpus.load(OWN)}


def test_a_label_that_two_readers_gave_differently_is_no_label(tmp_path: Path) -> None:
    second = {"self_harm": None, "violence": 1, "cyberbullying": 1}
    write(tmp_path, "contrast-en", line(1, second=second, second_unsure=True))
    (row,) = corpus.load(tmp_path)
    assert row.labels == (None, None, 1)
    assert row.trust[2] < 1


def test_twins_stay_together() -> None:
    rows = {one.id: one for one in corpus.load(OWN, seed=7)}
    for file in OWN.glob("contrast-*.jsonl"):
        for one in map(json.loads, file.read_text("utf-8").splitlines()):
            assert rows[one["id"]].split == rows[one["twin"]].split
    assert 0.05 < sum(one.split == "test" for one in rows.values()) / len(rows) < 0.15


def test_every_rule_that_distrusts_says_why() -> None:
    assert [name for name, rule in SETS.items() if rule.trust <= 0.7 and not rule.why] == []
