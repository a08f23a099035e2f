"""The schemes as data, and the command line that checks and explains them."""
