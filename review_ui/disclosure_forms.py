"""The form of a disclosure: two fields of the law, the rest of the policy, and nothing between a person and a call."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.disclosures.record import NOTICE, Policy
from privacy.vault import MAX_WORDS

COPIES = {
    "content": _("The post without personal data, as it stands here now"),
    "original": _("The post as it was written"),
    "account": _("The account"),
    "link": _("The link to the post"),
}
"""What a copy of goes into the record, without being shown again."""


class LawForm(forms.Form):
    """34 CFR 99.32(a)(5)(i) and (ii). Saved alone, they are a record."""

    threat = forms.CharField(
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        label=_("The articulable and significant threat"),
        help_text=_("What was the danger, and to whom? Why did you take it seriously?"),
        error_messages={"required": _("A few words are enough.")},
    )
    parties = forms.CharField(
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("The parties to whom it was disclosed"),
        help_text=_("Person, agency and how they were reached; one party a line."),
        error_messages={"required": _("A few words are enough.")},
    )
    told_at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        label=_("When they were told"),
        help_text=_("Leave empty for now."),
    )
    token = forms.CharField(max_length=40, widget=forms.HiddenInput)


class PolicyForm(forms.Form):
    """What the district's policy asks for within 24 hours; each field can be left for later."""

    need = forms.CharField(
        max_length=MAX_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Why each of them needs to know"),
        help_text=_("One line a party, in the order of the parties."),
    )
    copies = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("What was disclosed: copy into the record"),
        help_text=_(
            "A sealed copy is made; nothing is shown. What you never revealed you cannot have disclosed."
        ),
    )
    spoken = forms.CharField(
        max_length=MAX_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("What was disclosed: by word of mouth"),
        help_text=_("What you said, as exactly as you can. No more of other pupils than was said."),
    )
    official = forms.CharField(
        max_length=200,
        required=False,
        label=_("Deciding official"),
        help_text=_("Name and office of who decided that these parties be told. Printed for the parent."),
    )
    notice = forms.CharField(
        max_length=MAX_WORDS,
        required=False,
        initial=NOTICE,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Notice on redisclosure"),
    )
    notice_given = forms.BooleanField(required=False, label=_("The parties were given this notice"))

    def __init__(self, *args: Any, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copies = self.fields["copies"]
        if isinstance(copies, forms.MultipleChoiceField):
            copies.choices = [(field, COPIES[field]) for field in offered]
        if not offered:
            del self.fields["copies"]

    def policy(self) -> Policy:
        """What was given. The proposed notice counts only where somebody says that it was given."""
        given = self.cleaned_data
        return Policy(
            need=given["need"],
            spoken=given["spoken"],
            official=given["official"],
            notice=given["notice"] if given["notice_given"] else "",
            copies=tuple(given.get("copies", ())),
        )


class AdditionForm(forms.Form):
    """A line that corrects or completes a record; what it corrects stays."""

    text = forms.CharField(
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Correction or addition"),
        help_text=_("What stands in the record is never changed: say here what is right."),
        error_messages={"required": _("Write what is to be added.")},
    )
