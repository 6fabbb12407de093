"""The pure numerical core: arrays and frozen dataclasses in, one frozen dataclass out; no Django, files or clock."""
