"""Beads between the segments of two documents, with calibrated probabilities."""
