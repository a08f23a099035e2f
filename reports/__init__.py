"""Word and Excel: plain frozen dataclasses in, bytes out. No database, no clock."""
