"""What is done on the server's own terminal, by whoever may read the data folder."""
