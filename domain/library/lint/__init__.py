"""Checks of a scheme beyond its form."""
