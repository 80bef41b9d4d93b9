"""Commands of the shell in running text: what stands between backticks is set as code."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def commands(text: str) -> SafeString:
    """`text` escaped, with <code> in place of each pair of backticks."""
    parts = enumerate(text.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", one) if n % 2 else one,) for n, one in parts)
    )
