"""Where topics live: `memory` for tests, `embedded` on one machine, `kafka` when that is outgrown."""
