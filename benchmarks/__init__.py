"""Figures: one file each, run by ``make bench``; every number stands with its peer and a digest of the answer."""
