"""Django's own commands, for people who develop Corridor: `python -m corridor.config.manage makemigrations schemes`."""

import os
import sys

from corridor.config.catalogs import compile_catalogs

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
    compile_catalogs()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
