"""The transparency report: the privacy officer previews and publishes it, everyone reads what was published."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from privacy.governance.models import PublishedReport
from review_ui.desk import person
from review_ui.report_words import told
from review_ui.reports import make, newest, publish
from stream.errors import BadInput

_DAY = {"type": "date"}


class PeriodForm(forms.Form):
    """First and last day of a report."""

    since = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs=_DAY))


@require_GET
def public_report(request: HttpRequest) -> HttpResponse:
    """Without a sign-in: the last published report, or that there is none."""
    published = newest()
    report = told(published.figures) if published else None
    return render(request, "review_ui/public_report.html", {"report": report, "published": published})


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """The privacy officer's page; with days in the address, a preview of them."""
    asked = "since" in request.GET
    form = PeriodForm(request.GET if asked else None, initial=_suggested())
    preview: dict[str, Any] | None = None
    if asked and form.is_valid():
        try:
            preview = make(person(request).actor, form.cleaned_data["since"], form.cleaned_data["until"])
        except BadInput as error:
            form.add_error(None, _sentence(str(error)))
    return _page(request, form, preview)


@require_POST
def report_publish(request: HttpRequest) -> HttpResponse:
    """Publish the days that were previewed."""
    form = PeriodForm(request.POST)
    if form.is_valid():
        try:
            publish(person(request).actor, form.cleaned_data["since"], form.cleaned_data["until"])
        except BadInput as error:
            form.add_error(None, _sentence(str(error)))
        else:
            messages.success(request, _("Published. Everyone can read it now, without signing in."))
            return redirect("report")
    return _page(request, form, None, code=400)


def as_file(figures: dict[str, Any]) -> str:
    """The report as one HTML file with its own style, for a district's website."""
    return render_to_string("review_ui/report_file.html", {"report": told(figures)})


def _page(
    request: HttpRequest, form: PeriodForm, preview: dict[str, Any] | None, code: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "report": told(preview) if preview else None,
        "published": PublishedReport.objects.order_by("-seq"),
    }
    return render(request, "review_ui/report.html", context, status=400 if form.errors else code)


def _suggested() -> dict[str, date]:
    """From the day after the last published one, or since January, to yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    last = newest()
    since = last.until + timedelta(days=1) if last else yesterday.replace(month=1, day=1)
    return {"since": since, "until": max(since, yesterday)}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
