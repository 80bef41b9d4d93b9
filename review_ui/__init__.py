"""The web console: people and roles, the queue, decisions, pages. Items, keys and the log belong to `privacy`."""
