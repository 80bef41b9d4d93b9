"""What every template can use."""

from django.conf import settings
from django.http import HttpRequest


def console(request: HttpRequest) -> dict[str, object]:
    return {"demo": settings.FIRSTBELL.demo}
