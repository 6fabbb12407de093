"""Sphinx settings: `python -m sphinx docs docs/_build`."""

project = "Corridor"
author = "The Corridor maintainers"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Corridor"
exclude_patterns = ["_build"]
nitpicky = False
