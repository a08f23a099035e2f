"""The two commands of the house: `python3 -m tools run` and `python3 -m tools test`.

Only the standard library, because it works before anything is installed.
"""
