"""Sealing, redaction, the held item with its vault and clock, the audit log, retention."""
