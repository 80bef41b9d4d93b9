"""Text in, calibrated scores and evidence spans out."""
