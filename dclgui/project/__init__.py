"""What is kept: one folder with the settings, the catalogs, the rounds and every decision."""

from dclgui.project.folder import Project

__all__ = ["Project"]
