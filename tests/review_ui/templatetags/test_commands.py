"""Backticks become code; whatever else stands in the text stays text."""

from review_ui.templatetags.commands import commands


def test_commands_are_set_as_code_and_nothing_else_becomes_markup() -> None:
    assert commands("`a --b` dates <i> & `c`") == "<code>a --b</code> dates &lt;i&gt; &amp; <code>c</code>"
    assert commands("no command") == "no command"
