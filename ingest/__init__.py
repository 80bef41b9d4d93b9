"""Each source's wire format, cursors, back-off and terms. Knows no school, no risk, no key."""
