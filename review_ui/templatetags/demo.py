"""The banner of demo mode, for pages that are shown without a request and so without a context."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def demo_banner() -> str:
    """Nothing but in demo mode."""
    if not settings.FIRSTBELL.demo:
        return ""
    return format_html('<p class="demo">{}</p>', _("Demo: invented posts"))
