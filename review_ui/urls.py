"""The console's addresses. Each name has a line in review_ui.permissions."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
