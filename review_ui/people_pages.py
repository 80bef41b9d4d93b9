"""The administrator's pages: who may sign in, with which role, at which schools."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from review_ui.desk import person as signed_in
from review_ui.desk import school_names
from review_ui.forms import PersonForm
from review_ui.models import User
from review_ui.people import add_person, change_person, give_password
from stream.errors import BadInput


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    rows = User.objects.prefetch_related("memberships").order_by("-is_active", "role", "username")
    listed = [(user, _schools(user)) for user in rows]
    return render(request, "review_ui/people.html", {"people": listed})


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, new=True)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user, secret = add_person(
                given["username"],
                given["role"],
                schools=given["schools"],
                all_schools=given["all_schools"],
                full_name=given["full_name"],
                by=signed_in(request).actor,
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            return render(request, "review_ui/person_password.html", {"person": user, "secret": secret})
    return render(request, "review_ui/person.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=person_id)
    me = signed_in(request)
    initial = {
        "full_name": user.get_full_name(),
        "role": user.role,
        "all_schools": user.all_schools,
        "schools": list(user.memberships.values_list("school_id", flat=True)),
        "active": user.is_active,
    }
    form = PersonForm(request.POST or None, new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if user.pk == me.pk and (not given["active"] or given["role"] != user.role):
            form.add_error(
                None,
                _("You cannot close your own account or change your own role: another administrator can."),
            )
        else:
            change_person(
                user,
                by=me.actor,
                role=given["role"],
                all_schools=given["all_schools"],
                schools=given["schools"],
                active=given["active"],
                full_name=given["full_name"],
            )
            messages.success(request, _("%(who)s is saved.") % {"who": user.shown_name})
            return redirect("people")
    return render(
        request, "review_ui/person.html", {"form": form, "person": user}, status=400 if form.errors else 200
    )


@require_POST
def person_password(request: HttpRequest, person_id: int) -> HttpResponse:
    """A new password, shown this once."""
    user = get_object_or_404(User, pk=person_id)
    if user.pk == signed_in(request).pk:
        messages.error(request, _("Change your own password on your own page."))
        return redirect("account_change_password")
    secret = give_password(user, by=signed_in(request).actor)
    return render(request, "review_ui/person_password.html", {"person": user, "secret": secret})


def _schools(user: User) -> str:
    if user.all_schools:
        return _("every school")
    return school_names(row.school_id for row in user.memberships.all()) or _("no school")
