"""The demo district: a year of invented work, told day by day through the services."""
