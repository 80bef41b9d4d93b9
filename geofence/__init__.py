"""Boundaries, names of schools, and the grounds on which a post is near a school."""
