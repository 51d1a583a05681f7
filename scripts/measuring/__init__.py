"""Measuring the aligner: gold alignments, the published scores, the length-only floor."""
