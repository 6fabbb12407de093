"""The safe YAML loader: in C where PyYAML was built with it, several times faster; else in Python."""

from yaml import SafeLoader as InPython

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without libyaml
    SafeLoader = InPython  # type: ignore[misc, assignment]  # both read the same text to the same data

__all__ = ["SafeLoader"]
