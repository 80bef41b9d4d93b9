"""The staff's side of tips: writing one down for somebody, and answering who sent one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from privacy.tips import codes, desk
from review_ui.desk import item_for, person
from review_ui.forms import TipForm
from review_ui.item import show
from stream.errors import BadInput


@require_POST
def reply(request: HttpRequest, item_id: int) -> HttpResponse:
    """Answer the person who sent the tip; in the log before it can be read."""
    item_for(request, item_id, "tip_reply")
    text = request.POST.get("text", "")
    try:
        desk.reply(item_id, person(request).actor, text)
    except BadInput as error:
        return show(request, item_id, problem=str(error), answer=text, code=400)
    messages.success(request, _("Your answer waits for the person. They read it with their code."))
    return redirect("item", item_id)


def tip_new(request: HttpRequest) -> HttpResponse:
    """Write down a tip that came by phone or at the door. The code is for the person who told it."""
    user = person(request)
    own = user.school_ids()
    schools = [(one.id, one.name) for one in settings.SCHOOLS.values() if own is None or one.id in own]
    if request.method != "POST":
        form = TipForm(schools=schools, any_school=own is None, initial={"ticket": desk.codes().ticket()})
        return render(request, "review_ui/tip_new.html", {"form": form})
    form = TipForm(request.POST, schools=schools, any_school=own is None)
    if not form.is_valid():
        return render(request, "review_ui/tip_new.html", {"form": form}, status=400)
    given = form.cleaned_data
    contact = desk.Sender(given["contact"], given["contact"])
    try:
        tip = desk.Given(given["text"], form.school, given["channel"], given["lang"], contact)
        code = desk.enter(tip, given["ticket"], user.actor)
    except BadInput as error:
        return render(request, "review_ui/tip_new.html", {"form": form, "problem": str(error)}, status=400)
    return render(request, "review_ui/tip_entered.html", {"code": codes.shown(code)})
