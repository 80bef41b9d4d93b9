"""The item page: one GET is one look, in the log before anything is shown."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from privacy import identity, vault
from privacy.models import HeldItem, State
from review_ui import decisions, precision, source_check, words
from review_ui.alike import alike
from review_ui.asked import asked, corrections
from review_ui.desk import gone, here, item_for, others_at, person, school_names, standing, status
from review_ui.disclosure_pages import of_item
from review_ui.forms import DecisionForm, RevealForm
from review_ui.history import history
from review_ui.models import Kind, User
from review_ui.permissions import may
from review_ui.spans import pieces
from review_ui.talking import is_tip, talk
from stream.errors import BadInput

PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_ ]* \d+\]")
"""What the redaction leaves in the place of personal data, e.g. [PERSON 1]."""


@dataclass(frozen=True)
class Score:
    """What one head said, in words; `flagged` heads brought the item here."""

    head: str
    flagged: bool
    rank: str
    score: float
    threshold: float


@require_GET
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    item_for(request, item_id, "item")
    return show(request, item_id)


def show(
    request: HttpRequest,
    item_id: int,
    form: DecisionForm | None = None,
    *,
    problem: str = "",
    answer: str = "",
    code: int = 200,
) -> HttpResponse:
    """Open the item and show it; `form` and `answer` keep what was typed. Another look is another entry."""
    user = person(request)
    try:
        opened = vault.look(item_id, user.actor)
    except BadInput:
        return render(request, "review_ui/gone.html", {"item_id": item_id}, status=410)
    here(user, opened.item)
    stands = standing(opened.item)
    fresh = DecisionForm(initial={"token": secrets.token_hex(16), "stands": stands.pk if stands else 0})
    context = {
        **_about(opened),
        "alike": alike(opened.item, user),
        "others": ", ".join(others_at([item_id], user).get(item_id, [])),
        "history": history(opened.item, opened.seq),
        "stands": stands if stands and stands.kind != Kind.UNDONE else None,
        "edited_since": bool(stands and stands.at < opened.item.queued_at),
        "may_undo": decisions.may_undo(stands, user),
        "form": form or fresh,
        "reveal_form": RevealForm(),
        "corrections": corrections(opened.item, opened.seq),
        "asks": asked(opened.item, user, opened.seq, timezone.now()),
        "problem": problem,
        "talk": talk(opened.item, opened.seq),
        "answer": answer,
        "disclosures": of_item(opened.item, user),
        "may_keep": may(user.role, "keeping"),
        **source_check.state(opened.item),
    }
    return render(request, "review_ui/item.html", context, status=code)


def _about(opened: vault.Opened) -> dict[str, object]:
    held, verdict = opened.item, opened.verdict
    now = timezone.now()
    return {
        "item": held,
        "pieces": pieces(opened.text, opened.spans, opened.grounds, PLACEHOLDER),
        "grounds": [(g, words.ground(g, school_names([g.school]))) for g in opened.grounds],
        "heads": ", ".join(words.head(one) for one in held.heads or [held.top_head]),
        "is_tip": is_tip(held),
        "scores": [
            Score(
                words.head(one),
                one in verdict.flags,
                words.rank(verdict.rank.get(one, 1.0)),
                score,
                verdict.thresholds.get(one, 1.0),
            )
            for one, score in sorted(verdict.scores.items(), key=lambda pair: verdict.rank.get(pair[0], 1.0))
        ],
        "verdict": verdict,
        "precision": precision.of(held),
        "language": words.language(verdict.language),
        "written_in": words.language(held.lang),
        "schools": school_names(held.school_ids),
        "removed": ", ".join(kind.replace("_", " ") for kind in opened.entity_kinds),
        "claimed": words.claimed_time(held.created_at, held.received_at),
        "status": status(held, now),
        "waited": words.age(held.queued_at, now),
    }


@require_GET
def presence(request: HttpRequest, item_id: int) -> HttpResponse:
    """A page says that it is still open, and learns who else is there and whether someone decided. No look."""
    held = item_for(request, item_id, "presence")
    user = person(request)
    here(user, held)
    stands = standing(held)
    seen = request.GET.get("stands", "0")
    newer = stands if stands and str(stands.pk) != seen else None
    others = ", ".join(others_at([item_id], user).get(item_id, []))
    destroyed = held.state == State.DESTROYED
    return render(
        request,
        "review_ui/presence.html",
        {"item": held, "others": others, "newer": newer, "seen": seen, "destroyed": destroyed},
    )


@require_POST
def decide(request: HttpRequest, item_id: int) -> HttpResponse:
    held = item_for(request, item_id, "decide")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return show(request, item_id, form, code=400)
    user = person(request)
    try:
        decision = decisions.decide(item_id, user, form.choice())
    except decisions.Stale:
        return show(request, item_id, _kept(form, held), problem=_someone_else(held, user), code=409)
    except BadInput as error:
        return show(request, item_id, form, problem=str(error), code=400)
    gone(user, held)
    messages.success(
        request, _("Item %(n)d: %(kind)s.") % {"n": item_id, "kind": decision.get_kind_display()}
    )
    return redirect("queue")


def _kept(form: DecisionForm, held: HeldItem) -> DecisionForm:
    """The same words, set against the decision that stands now."""
    stands = standing(held)
    data = dict(form.data.items())
    data["stands"] = str(stands.pk if stands else 0)
    data["token"] = secrets.token_hex(16)
    return DecisionForm(data)


def _someone_else(held: HeldItem, user: User) -> str:
    stands = standing(held)
    if stands is None:
        return _("Something changed since you opened this page. Nothing was saved. Look again, then send.")
    who = _("You") if stands.actor_id == user.pk else stands.actor.shown_name
    return _(
        "%(who)s decided first: %(kind)s. Yours was not saved; what you typed is still below. Send it again to put it in place of that decision."
    ) % {"who": who, "kind": stands.get_kind_display()}


@require_POST
def undo(request: HttpRequest, item_id: int) -> HttpResponse:
    """A new decision by the same person that supersedes the one that stands; the item waits again."""
    held = item_for(request, item_id, "undo")
    user = person(request)
    stands = standing(held)
    if stands is None or not decisions.may_undo(stands, user):
        messages.error(request, _("There is nothing of yours to undo here: decide anew instead."))
        return redirect("item", item_id)
    choice = decisions.Choice(Kind.UNDONE, token=f"undo-{stands.pk}", stands=stands.pk)
    try:
        decisions.decide(item_id, user, choice)
    except (decisions.Stale, BadInput):
        messages.error(request, _("Something changed in between. Look at the item again."))
        return redirect("item", item_id)
    messages.success(
        request, _("Item %(n)d waits again. The undone decision stays in its history.") % {"n": item_id}
    )
    return redirect("queue")


@require_POST
def reveal(request: HttpRequest, item_id: int) -> HttpResponse:
    """Show the original for five minutes; account and link are asked for, and wait for a second person.

    A part of the page, asked for by htmx, or a page of its own.
    """
    held = item_for(request, item_id, "reveal")
    form = RevealForm(request.POST)
    context: dict[str, object] = {"item": held, "reveal_form": form}
    if not form.is_valid():
        return show_revealed(request, context)
    given, actor = form.cleaned_data, person(request).actor
    why = (vault.Purpose(given["purpose"]), given["sentence"])
    try:
        if given["asked"]:
            identity.ask(item_id, actor, given["asked"], *why)
            context["asked"] = True
        if given["shown"]:
            shown = vault.reveal(item_id, actor, given["shown"], *why)
            context |= {"revealed": named(shown.fields), "seconds": left(shown.expires_at)}
    except BadInput as error:
        context["problem"] = str(error)
    return show_revealed(request, context)


def show_revealed(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    part = bool(request.headers.get("HX-Request"))
    return render(request, "review_ui/revealed.html" if part else "review_ui/revealed_page.html", context)


def named(fields: dict[vault.Field, str]) -> list[tuple[str, str]]:
    """Revealed fields with their names as people say them."""
    labels = {"original": _("The post as it was written"), "account": _("Account"), "link": _("Link")}
    return [(labels[field], text) for field, text in fields.items()]


def left(until: datetime) -> int:
    """Whole seconds from now, none below zero."""
    return max(0, round((until - timezone.now()).total_seconds()))
