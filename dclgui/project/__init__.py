"""What is kept: one folder with the settings, the catalogs, the rounds and every decision."""
