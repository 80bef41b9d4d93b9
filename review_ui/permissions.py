"""Who may do what: one table, role by address. An address without a line is closed to everyone.

`review_ui.middleware.PermissionMiddleware` asks the table before every view; `review_ui.desk` adds
the second question, whether the item's school is one of the person's.
"""

from typing import Final

from review_ui.models import Role

PUBLIC: Final = "public"
"""Open without a sign-in."""

_ALL = frozenset(Role)
_REVIEW = frozenset({Role.ANALYST, Role.COUNSELLOR, Role.LEAD})
_KEEP = frozenset({Role.LEAD, Role.PRIVACY_OFFICER})
_GOVERN = frozenset({Role.LEAD, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
_APPROVE = frozenset({Role.COUNSELLOR, Role.LEAD, Role.PRIVACY_OFFICER})
_RIGHTS = frozenset({Role.LEAD, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
_NOBODY: frozenset[Role] = frozenset()

TABLE: dict[str, frozenset[Role] | str] = {
    # The door
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,  # always answers that sign-up is closed
    "account_change_password": _ALL,
    "account_reauthenticate": _ALL,
    # An administrator gives a new password; nothing here runs over e-mail.
    "account_email": _NOBODY,
    "account_email_verification_sent": _NOBODY,
    "account_confirm_email": _NOBODY,
    "account_set_password": _NOBODY,
    "account_reset_password": _NOBODY,
    "account_reset_password_done": _NOBODY,
    "account_reset_password_from_key": _NOBODY,
    "account_reset_password_from_key_done": _NOBODY,
    "account_confirm_login_code": _NOBODY,
    # Everyone's
    "healthz": PUBLIC,
    "home": _ALL,
    "call_sheet": _ALL,
    # Those who review
    "queue": _REVIEW,
    "queue_rows": _REVIEW,
    "next_item": _REVIEW,
    "item": _REVIEW,
    "presence": _REVIEW,
    "decide": _REVIEW,
    "undo": _REVIEW,
    "reveal": _REVIEW,
    "identity_reveal": _REVIEW,
    "emergency": _REVIEW,
    "emergency_reveal": _REVIEW,
    "tip_new": _REVIEW,
    "tip_reply": _REVIEW,
    "verify": _REVIEW,
    "verification": _REVIEW,
    # Disclosures, and how long things stay
    "disclosure_new": _REVIEW,
    "disclosure": _REVIEW | _KEEP,
    "disclosure_complete": _REVIEW | _KEEP,
    "disclosure_add": _REVIEW | _KEEP,
    "disclosure_approve": _KEEP,
    "disclosure_print": _KEEP,
    "disclosures": _KEEP,
    "keeping": _KEEP,
    "keep": _KEEP,
    "retention": _KEEP,
    "certificates": _KEEP,
    "certificate": _KEEP,
    "pupil_report": frozenset({Role.PRIVACY_OFFICER}),
    # The second of two people
    "approvals": _APPROVE,
    "approval": _APPROVE,
    # Requests by people about their own data
    "rights": _RIGHTS,
    "rights_new": frozenset({Role.PRIVACY_OFFICER}),
    "rights_request": _RIGHTS,
    "rights_confirm": frozenset({Role.LEAD, Role.ADMINISTRATOR}),
    "rights_given": _RIGHTS,
    "rights_search": _RIGHTS,
    "rights_correct": _RIGHTS,
    "rights_delete": _RIGHTS,
    "rights_close": _RIGHTS,
    "rights_print": frozenset({Role.PRIVACY_OFFICER}),
    "referrals": frozenset({Role.COUNSELLOR, Role.LEAD}),
    "acknowledge": frozenset({Role.COUNSELLOR}),
    # Adoption and the switch; the operator sees why nothing is read
    "governance": _GOVERN | {Role.OPERATOR},
    "governance_record": _GOVERN,
    "governance_stop": _GOVERN,
    "governance_start": _GOVERN,
    # The transparency report
    "report": frozenset({Role.PRIVACY_OFFICER}),
    "report_publish": frozenset({Role.PRIVACY_OFFICER}),
    "public_report": PUBLIC,  # the last published one, or that there is none
    # Those who watch the watchers, the machine and the people
    "audit": frozenset({Role.PRIVACY_OFFICER}),
    "audit_export": frozenset({Role.PRIVACY_OFFICER}),
    "audit_verify": frozenset({Role.PRIVACY_OFFICER}),
    "throughput": frozenset({Role.OPERATOR}),
    "throughput_numbers": frozenset({Role.OPERATOR}),
    "people": frozenset({Role.ADMINISTRATOR}),
    "person_new": frozenset({Role.ADMINISTRATOR}),
    "person": frozenset({Role.ADMINISTRATOR}),
    "person_password": frozenset({Role.ADMINISTRATOR}),
}

HOME: dict[str, str] = {
    Role.ANALYST: "queue",
    Role.COUNSELLOR: "referrals",
    Role.LEAD: "queue",
    Role.PRIVACY_OFFICER: "audit",
    Role.OPERATOR: "throughput",
    Role.ADMINISTRATOR: "people",
}
"""Where each role starts."""


def is_public(name: str) -> bool:
    return TABLE.get(name) == PUBLIC


def may(role: str, name: str) -> bool:
    """True when the table opens the address called `name` to `role`."""
    allowed = TABLE.get(name, _NOBODY)
    return allowed == PUBLIC or (not isinstance(allowed, str) and role in allowed)
