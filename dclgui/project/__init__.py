"""The project folder: settings, catalogs, rounds, decisions and audits on disk."""
