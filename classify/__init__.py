"""Text in, calibrated scores and evidence spans out. Knows nothing of where, who, or any database."""
