"""What people type: each field with its label, its limits and what to do when it is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy import vault
from privacy.approval import FIELDS as IDENTITY
from privacy.tips.letters import MAX_TEXT
from review_ui.decisions import Choice
from review_ui.models import Kind, NoConcern, Role

CHOICES = (
    (Kind.NO_CONCERN, _("No concern"), _("Nothing to do. Destroyed in seven days.")),
    (Kind.BULLYING_SUPPORT, _("Bullying: support"), _("The school's bullying lead helps those concerned.")),
    (
        Kind.SUPPORT_REFERRAL,
        _("Support: refer to a counsellor"),
        _("A counsellor of the school must acknowledge."),
    ),
    (Kind.THREAT_ASSESSMENT, _("Threat assessment"), _("To the lead and the team. No score decides there.")),
)
"""The decisions that the form offers; an emergency has its own page."""

PURPOSES = (
    (vault.Purpose.UNDERSTAND, _("Understand what was meant")),
    (vault.Purpose.FIND_PERSON, _("Find someone who may need help or protection")),
    (vault.Purpose.CONTACT_FAMILY, _("Contact a family")),
    (vault.Purpose.THREAT_ASSESSMENT, _("Threat assessment")),
    (vault.Purpose.RIGHTS_REQUEST, _("Answer a request about someone's own data")),
)
"""Why something is revealed. Discipline is not among them."""

FIELDS = (
    ("original", _("The post as it was written")),
    ("account", _("Account (a second person must approve)")),
    ("link", _("Link to the post (a second person must approve)")),
)


_EVERY = "?"
"""What the form sends for a school that is not known."""


class DecisionForm(forms.Form):
    """`stands` is the decision that the page showed as standing; `token` marks this form."""

    kind = forms.ChoiceField(
        choices=[(value, label) for value, label, _help in CHOICES],
        error_messages={"required": _("Choose a decision.")},
    )
    reason = forms.ChoiceField(choices=[("", _("Choose…")), *NoConcern.choices], required=False)
    note = forms.CharField(max_length=3800, required=False, strip=True)
    stands = forms.IntegerField(min_value=0)
    token = forms.CharField(max_length=64)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Kind.NO_CONCERN and not given.get("reason"):
            self.add_error("reason", _("Choose why there is no concern: it is counted and mends the model."))
        if (
            given.get("reason") == NoConcern.OTHER
            and given.get("kind") == Kind.NO_CONCERN
            and not given.get("note")
        ):
            self.add_error("note", _("Say in a few words what it is."))
        return given

    def choice(self) -> Choice:
        """The decision of a valid form."""
        given = self.cleaned_data
        kind = Kind(given["kind"])
        reason = NoConcern(given["reason"]) if kind == Kind.NO_CONCERN else None
        return Choice(kind, given["token"], given["stands"], reason, given["note"])

    @property
    def offered(self) -> list[dict[str, Any]]:
        """The choices with their keys, for the template."""
        chosen = self["kind"].value()
        return [
            {"value": value, "label": label, "help": text, "key": number, "checked": chosen == value}
            for number, (value, label, text) in enumerate(CHOICES, 1)
        ]


class RevealForm(forms.Form):
    """What to reveal, why from the list, and why in a sentence."""

    purpose = forms.ChoiceField(
        choices=[("", _("Choose…")), *PURPOSES],
        label=_("Purpose"),
        error_messages={"required": _("Choose a purpose.")},
    )
    what = forms.MultipleChoiceField(
        choices=FIELDS,
        label=_("What to reveal"),
        initial=["original"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what to reveal.")},
    )
    sentence = forms.CharField(
        min_length=vault.MIN_SENTENCE,
        max_length=2000,
        label=_("Why, in one sentence"),
        help_text=_(
            "Kept encrypted with the item. Who must approve reads it; the log holds that you gave one."
        ),
        error_messages={
            "required": _("Say why, in one sentence."),
            "min_length": _("A few words more: whoever reads it must understand why."),
        },
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = given.get("what", [])
        given["shown"] = [field for field in chosen if field not in IDENTITY]
        given["asked"] = [field for field in chosen if field in IDENTITY]
        return given


class EmergencyForm(forms.Form):
    """The only two fields that an emergency asks for."""

    threat = forms.CharField(
        max_length=1500,
        label=_("Who is threatened"),
        widget=forms.TextInput(attrs={"autofocus": True}),
        error_messages={"required": _("A few words are enough.")},
    )
    recipients = forms.CharField(
        max_length=1500, label=_("Whom you tell"), error_messages={"required": _("A few words are enough.")}
    )
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TipForm(forms.Form):
    """A tip that someone told a person of the staff. `ticket` marks this form."""

    channel = forms.ChoiceField(
        choices=[("phone", _("By phone")), ("door", _("In person"))],
        label=_("How it came"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came.")},
    )
    schools = forms.ChoiceField(label=_("School"), error_messages={"required": _("Choose a school.")})
    text = forms.CharField(
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("What they said"),
        help_text=_(
            "In their words as far as you can. Names are hidden from reviewers until they reveal them."
        ),
        error_messages={"required": _("Write down what they said.")},
    )
    lang = forms.ChoiceField(choices=[("en", _("English")), ("es", _("Spanish"))], label=_("Language"))
    contact = forms.CharField(
        max_length=120,
        required=False,
        label=_("How to reach them"),
        help_text=_("Only if they offered it. Sealed: shown like an account, when someone reveals it."),
    )
    ticket = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, schools: Sequence[tuple[str, str]], any_school: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = self.fields["schools"]
        if isinstance(known, forms.ChoiceField):
            every = [(_EVERY, _("Not known, or another"))] if any_school else []
            known.choices = [("", _("Choose…")), *schools, *every]

    @property
    def school(self) -> str:
        """The chosen school's id; "" for "not known"."""
        chosen: str = self.cleaned_data["schools"]
        return "" if chosen == _EVERY else chosen


class PersonForm(forms.Form):
    """A person, as the administrator sets them. `username` stands only when one is created."""

    field_order = ("username", "full_name", "role", "all_schools", "schools", "active")

    full_name = forms.CharField(
        max_length=150, label=_("Name"), help_text=_("As colleagues see it in the queue.")
    )
    role = forms.ChoiceField(choices=Role.choices, label=_("Role"))
    all_schools = forms.BooleanField(required=False, label=_("Every school of the district"))
    schools = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Schools")
    )
    active = forms.BooleanField(required=False, label=_("May sign in"), initial=True)

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = self.fields["schools"]
        if isinstance(schools, forms.MultipleChoiceField):
            schools.choices = [(school.id, school.name) for school in settings.SCHOOLS.values()]
        if new:
            self.fields["username"] = forms.CharField(
                max_length=150, label=_("User name"), help_text=_("Letters, digits and @ . + - _")
            )
            del self.fields["active"]
            self.order_fields(self.field_order)
