"""The closed list of what the audit log can say. docs/audit.md explains each; a test compares."""

from enum import StrEnum


class Action(StrEnum):
    """What was done."""

    # The held item
    ITEM_QUEUED = "item.queued"
    ITEM_REVISED = "item.revised"
    ITEM_LOOKED = "item.looked"
    ITEM_REVEALED = "item.revealed"
    IDENTITY_ASKED = "identity.asked"
    IDENTITY_GROUND_READ = "identity.ground_read"
    IDENTITY_APPROVED = "identity.approved"
    IDENTITY_REFUSED = "identity.refused"
    ITEM_DECIDED = "item.decided"
    ITEM_NOTED = "item.noted"
    ITEM_NOTES_READ = "item.notes_read"
    ITEM_REFERRED = "item.referred"
    ITEM_ACKNOWLEDGED = "item.acknowledged"
    ITEM_REOPENED = "item.reopened"
    ITEM_ESCALATED = "item.escalated"
    ITEM_DESTROYED = "item.destroyed"
    ITEM_WITHDRAWN = "item.withdrawn"
    ITEM_VERIFY_ASKED = "item.verify_asked"
    ITEM_VERIFIED = "item.verified"
    ITEM_CLOSED = "item.closed"
    ITEM_HOLD_SET = "item.hold_set"
    ITEM_HOLD_LIFT_ASKED = "item.hold_lift_asked"
    ITEM_HOLD_LIFTED = "item.hold_lifted"
    ITEM_PUPIL_MARKED = "item.pupil_marked"
    ITEM_KEPT_UNTIL = "item.kept_until"
    INDEX_OPENED = "index.opened"
    # Destruction
    DESTRUCTION_CERTIFIED = "destruction.certified"
    EVERYTHING_DOOMED = "everything.doomed"
    EVERYTHING_DESTROYED = "everything.destroyed"
    ROSTER_IMPORTED = "roster.imported"
    # Tips
    TIP_ENTERED = "tip.entered"
    TIP_ANSWERED = "tip.answered"
    # Emergencies
    EMERGENCY_REVEALED = "emergency.revealed"
    EMERGENCY_COMPLETED = "emergency.completed"
    CALL_SHEET_SHOWN = "call_sheet.shown"
    # Disclosures
    DISCLOSURE_RECORDED = "disclosure.recorded"
    DISCLOSURE_COPIED = "disclosure.copied"
    DISCLOSURE_ADDED = "disclosure.added"
    DISCLOSURE_APPROVED = "disclosure.approved"
    DISCLOSURE_COMPLETED = "disclosure.completed"
    DISCLOSURE_READ = "disclosure.read"
    DISCLOSURE_PRINTED = "disclosure.printed"
    DISCLOSURE_OVERDUE = "disclosure.overdue"
    DISCLOSURE_DESTROYED = "disclosure.destroyed"
    PUPIL_REPORTED = "pupil.reported"
    # Rights requests
    RIGHTS_OPENED = "rights.opened"
    RIGHTS_CONFIRMED = "rights.confirmed"
    RIGHTS_READ = "rights.read"
    RIGHTS_GIVEN = "rights.given"
    RIGHTS_SEARCHED = "rights.searched"
    RIGHTS_ANSWERED = "rights.answered"
    RIGHTS_PRINTED = "rights.printed"
    RIGHTS_CORRECTED = "rights.corrected"
    RIGHTS_DELETED = "rights.deleted"
    RIGHTS_CLOSED = "rights.closed"
    RIGHTS_DESTROYED = "rights.destroyed"
    # Adoption, the switch, the transparency report
    GOVERNANCE_RECORDED = "governance.recorded"
    GOVERNANCE_STOPPED = "governance.stopped"
    GOVERNANCE_START_ASKED = "governance.start_asked"
    GOVERNANCE_STARTED = "governance.started"
    REPORT_MADE = "report.made"
    REPORT_PUBLISHED = "report.published"
    # Telling people
    NOTIFICATION_ATTEMPTED = "notification.attempted"
    NOTIFICATION_FAILED = "notification.failed"
    # Sources
    ACCOUNT_COMPARED = "account.compared"
    # The log itself
    AUDIT_VIEWED = "audit.viewed"
    AUDIT_EXPORTED = "audit.exported"
    AUDIT_VERIFIED = "audit.verified"
    SIGNER_KEY_CREATED = "signer.key_created"
    SIGNER_KEY_ROTATED = "signer.key_rotated"
    # People
    USER_SIGNED_IN = "user.signed_in"
    USER_SIGN_IN_FAILED = "user.sign_in_failed"
    USER_SIGNED_OUT = "user.signed_out"
    USER_CREATED = "user.created"
    USER_CHANGED = "user.changed"
    USER_DISABLED = "user.disabled"
    USER_PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - an action's name
    ACCESS_REFUSED = "access.refused"
    # The deployment
    KEYS_CREATED = "keys.created"
    KEYS_ROTATED = "keys.rotated"
    KEYS_RESEALED = "keys.resealed"
    KEYS_DESTROYED = "keys.destroyed"
    SETTINGS_CHANGED = "settings.changed"


class Outcome(StrEnum):
    """How it went. A refused or failed act is an entry too."""

    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"


class ObjectType(StrEnum):
    """What it was done to. The entry holds a keyed hash of its id."""

    ITEM = "item"
    USER = "user"
    LOG = "log"
    NOTIFICATION = "notification"
    ACCOUNT_EVENT = "account_event"
    SETTINGS = "settings"
    KEYS = "keys"
    GOVERNANCE = "governance"
    REPORT = "report"
    REQUEST = "request"
