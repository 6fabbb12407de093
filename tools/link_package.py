"""Put `src` on the path of the virtual environment and write its `corridor` command.

An editable install would fetch a build backend; two small files do the same without the network.
"""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    paths = sysconfig.get_paths()
    Path(paths["purelib"], "corridor.pth").write_text(f"{ROOT / 'src'}\n")
    command = Path(paths["scripts"], "corridor")
    command.write_text(f"#!{sys.executable}\nimport sys\nfrom corridor.cli import main\nsys.exit(main())\n")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
