"""The closed list of what the audit log can say. docs/audit.md explains each; a test compares."""

from enum import StrEnum


class Action(StrEnum):
    """What was done."""

    # The held item
    ITEM_QUEUED = "item.queued"
    ITEM_REVISED = "item.revised"
    ITEM_LOOKED = "item.looked"
    ITEM_REVEALED = "item.revealed"
    ITEM_DECIDED = "item.decided"
    ITEM_NOTED = "item.noted"
    ITEM_NOTES_READ = "item.notes_read"
    ITEM_REFERRED = "item.referred"
    ITEM_ACKNOWLEDGED = "item.acknowledged"
    ITEM_REOPENED = "item.reopened"
    ITEM_ESCALATED = "item.escalated"
    ITEM_DESTROYED = "item.destroyed"
    # Emergencies
    EMERGENCY_REVEALED = "emergency.revealed"
    EMERGENCY_COMPLETED = "emergency.completed"
    CALL_SHEET_SHOWN = "call_sheet.shown"
    # Telling people
    NOTIFICATION_ATTEMPTED = "notification.attempted"
    NOTIFICATION_FAILED = "notification.failed"
    # Sources
    ACCOUNT_COMPARED = "account.compared"
    # The log itself
    AUDIT_VIEWED = "audit.viewed"
    AUDIT_EXPORTED = "audit.exported"
    AUDIT_VERIFIED = "audit.verified"
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
