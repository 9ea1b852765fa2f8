"""The window itself: menus, steps, status bar, and what starts it."""
