"""What people type about rights requests."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.rights.models import Kind, Outcome, Verified

_LONG = forms.Textarea(attrs={"rows": 3})


class RequestForm(forms.Form):
    """A new request, as the privacy officer writes it down."""

    kind = forms.ChoiceField(
        choices=[("", _("Choose…")), *Kind.choices],
        label=_("What is asked for"),
        error_messages={"required": _("Choose what is asked for.")},
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The deadline counts from this day."),
        error_messages={"required": _("When did it come?"), "invalid": _("Write a day such as 2026-03-02.")},
    )
    who = forms.CharField(
        max_length=1000,
        label=_("Who asks, and how you reach them"),
        widget=_LONG,
        help_text=_("Sealed. Destroyed with the request's record."),
        error_messages={"required": _("Say who asks.")},
    )
    verified = forms.ChoiceField(
        choices=[("", _("Choose…")), *Verified.choices],
        label=_("How you made sure who they are"),
        error_messages={"required": _("Choose how you made sure.")},
    )
    proof = forms.CharField(
        max_length=2000,
        label=_("What you saw"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Enough for a colleague to stand by it: which paper, and why the account or post is theirs to ask about."
        ),
        error_messages={"required": _("Say what you saw.")},
    )


class GivenForm(forms.Form):
    """Handles and links that the verified person gave."""

    source = forms.ChoiceField(
        label=_("Where the handles are handles"),
        help_text=_("The same handle elsewhere may be another person. A link says by itself where it is."),
        error_messages={"required": _("Choose a source.")},
    )
    text = forms.CharField(
        max_length=4000,
        label=_("Handles or links, one a line"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "At most ten, exactly as the person gave them. Sealed for this request; destroyed when it closes."
        ),
        error_messages={"required": _("Enter what the person gave.")},
    )

    def __init__(self, *args: Any, sources: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.fields["source"]
        if isinstance(known, forms.ChoiceField):
            known.choices = [("", _("Choose…")), *((one, one) for one in sources)]


class CorrectionForm(forms.Form):
    """What the person says is wrong about one item."""

    item = forms.TypedChoiceField(
        coerce=int, label=_("Item"), error_messages={"required": _("Choose the item.")}
    )
    text = forms.CharField(
        max_length=3800,
        label=_("What the person says is wrong"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In their words. Everyone who opens the item sees it; encrypted with the item."),
        error_messages={"required": _("Write down what they say.")},
    )

    def __init__(self, *args: Any, items: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.fields["item"]
        if isinstance(known, forms.TypedChoiceField):
            known.choices = [(one, _("Item %(n)d") % {"n": one}) for one in items]


class CloseForm(forms.Form):
    """How the request ends."""

    outcome = forms.ChoiceField(
        choices=[("", _("Choose…")), *Outcome.choices],
        label=_("Outcome"),
        error_messages={"required": _("Choose the outcome.")},
    )
    reason = forms.CharField(
        max_length=3800,
        label=_("Why, and what the person was told"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sealed. A refusal tells the person where to complain."),
        error_messages={"required": _("Say why.")},
    )
