"""The roof: the Django project, the command line and the wiring of all stages."""
