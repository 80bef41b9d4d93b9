from hypothesis import settings

# Timing never decides a test, least of all on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
