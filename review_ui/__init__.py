"""The web console: people, roles, the queue, decisions and pages."""
