"""An e-mail becomes a tip: its words, its school, and a sender whom only the vault can read."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from ingest.tip_mail import MAX_CHARS, parser
from privacy.envelope import read
from privacy.sealing import opener, sealer
from stream.contracts import Post, Tip

NOW = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)
VAULT = PrivateKey.generate()
parse = parser(sealer(VAULT.public_key), bytes(32), "tidewater-middle")


def mail(text: str = "They wait at the gate.", html: str = "", **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": "Quentin Zanzibar <qz@example.invalid>",
        "Subject": "worried",
        **headers,
    }.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html") if text else made.set_content(html, subtype="html")
    return made


def post(raw: bytes | EmailMessage) -> Post:
    parsed = parse(bytes(raw), NOW)
    (event,) = parsed.events
    assert isinstance(event, Post)
    return event


def test_a_mail_becomes_a_tip_without_its_sender() -> None:
    made = post(mail("They wait at the gate.\n> what you wrote\nAt noon."))
    assert made.text == "worried\n\nThey wait at the gate.\nAt noon."
    assert (made.source, made.tip) == ("tip", Tip(school="tidewater-middle", channel="mail"))
    assert b"Zanzibar" not in repr(made).encode()
    author = read(opener(VAULT)(made.envelope))
    assert (author.account, author.name) == ("mailto:qz@example.invalid", "Quentin Zanzibar")


def test_the_address_may_say_the_school() -> None:
    made = post(mail(To="tips+marrow-bay-high@district.example"))
    assert made.tip == Tip(school="marrow-bay-high", channel="mail")


def test_a_school_that_is_not_ours_is_none() -> None:
    """Else the tip would wait for the reviewers of a school that has none."""
    ours = parser(sealer(VAULT.public_key), bytes(32), "", {"marrow-bay-high"})
    for to, school in (("tips+marrow-bay-high@d.example", "marrow-bay-high"), ("tips+marrow@d.example", "")):
        (event,) = ours(bytes(mail(To=to)), NOW).events
        assert isinstance(event, Post)
        assert event.tip == Tip(school=school, channel="mail")


def test_html_is_read_and_attachments_are_not() -> None:
    made = mail("", html="<p>They <b>wait</b></p><script>x()</script>")
    made.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="planted.gif")
    parsed = parse(bytes(made), NOW)
    assert [note.text for note in parsed.notes] == ["a mail's attachments were not taken"]
    assert post(made).text == "worried\n\nThey wait"


def test_the_same_mail_twice_is_one_post() -> None:
    assert (
        post(mail(Message_ID="<1@x>", To="a@x")).post_id == post(mail(Message_ID="<1@x>", To="b@x")).post_id
    )
    other = post(mail("other", Message_ID="<1@x>"))
    assert post(mail(Message_ID="<1@x>")).post_id != other.post_id, "its writer chose the Message-ID"
    assert post(mail()).post_id != post(mail("other")).post_id


def test_a_long_mail_is_cut() -> None:
    assert len(post(mail("wait " * 4000)).text) == MAX_CHARS


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe no mail at all",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nwords here",
        b"Content-Type: multipart/mixed\r\n\r\nwithout a boundary",
        b"From: " + b"(" * 3000 + b"\r\nSubject: help\r\n\r\nthey have a list",
        b"To: " + b"[" * 3000 + b"\r\n\r\nthey have a list",
        b"Content-Type: text/plain; x*0*=\r\nSubject: =?utf-8?q?\r\n\r\nwords",
        b"From: =?bad?q?=\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
    ],
)
def test_an_odd_mail_is_taken_as_it_came(raw: bytes) -> None:
    assert parse(raw, NOW).error is None
    assert post(raw).tip is not None


@given(st.binary(max_size=300))
def test_no_mail_is_lost(raw: bytes) -> None:
    assert len(parse(raw, NOW).events) == 1
