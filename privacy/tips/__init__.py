"""Tips on their way in, and the two-way conversation about them. A Django app of its own."""
