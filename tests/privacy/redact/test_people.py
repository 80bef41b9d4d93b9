"""Persons by lists and cues, without a model."""

import pytest

from privacy.redact.people import find_people
from privacy.redact.words import is_spanish, words


def people(text: str) -> list[str]:
    found = words(text)
    spans = find_people(text, found, [True] * len(found), spanish=is_spanish(found, None))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my name is zorvan and im tired", ["zorvan"]),
        ("tell chase to stop", ["chase"]),
        ("will told me everything", ["will"]),
        ("lily, emma and ruth did it", ["lily", "emma", "ruth"]),
        ("tylerrr stop it", ["tylerrr"]),
        ("mr. dawson is mean", ["dawson"]),
        ("im so done w jaydens mom", ["jayden"]),
        ("me llamo ximena y estoy triste", ["ximena"]),
        ("dile a paz que venga", ["paz"]),
        ("rosa y sol me hacen la vida imposible", ["rosa", "sol"]),
        ("jade put gum in my hair", ["jade"]),
        ("saw grace w bruises again", ["grace"]),
        ("nobody likes hope anyway", ["hope"]),
        ("they call me beans at school", ["beans"]),
        ("stop sharing that pic of bexa", ["bexa"]),
        ("rubys mom is here", ["ruby"]),
        ("a milagros le quitaron la mochila", ["milagros"]),
        ("dejen en paz a paz, no hizo nada", ["paz"]),
        ("nati contestame porfa", ["nati"]),
        ("dicen que rey tiene un arma", ["rey"]),
        ("la karla de la cruz dijo que no", ["karla de la cruz"]),
    ],
)
def test_a_name_is_found(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "may i go home, mark my words",
        "i will hope for the best",
        "tell everyone i said hi",
        "the coach said no",
        "mi maestra no hace nada",
        "soy nueva en la escuela",
        "que pena me da todo",
        "faltan 3 dias para que acabe la escuela",
        "se fue la luz en el salon y todos gritaron",
        "stayed up till dawn crying, lost my faith in people",
        "he stole cash from my bag, it may rain tomorrow",
        "mandenme mensaje si saben algo",
        "el sol pega bien feo",
        "me dan ganas de llorar",
        "we went to san antonio and fort collins",
        "she found a smith & wesson",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert people(text) == []
