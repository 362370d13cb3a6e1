#!/usr/bin/env python3
"""installed.py CMAKE BUILD: installs what was built into a folder of its own, and looks at it and runs it there.

The packages are made of the same files; ./dev test package makes them, for release, and installs them into a clean Debian.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

EXPECTED = {
    "schemawright-cli": ["bin/schemawright-cli", "share/schemawright/demo/schemawright.toml", "share/man/man1/schemawright-cli.1",
                         "share/doc/schemawright-cli/copyright"],
    "schemawright": ["bin/schemawright", "share/applications/schemawright.desktop", "share/metainfo/schemawright.metainfo.xml",
                     "share/icons/hicolor/scalable/apps/schemawright.svg", "share/man/man1/schemawright.1", "share/doc/schemawright/copyright"],
}


def main():
    cmake, build = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for component, expected in EXPECTED.items():
            if not (pathlib.Path(build) / "bin" / component).exists():
                continue # built without the desktop program
            subprocess.run([cmake, "--install", build, "--component", component, "--prefix", root], check=True, stdout=subprocess.DEVNULL)
            missing = [name for name in expected if not (root / name).is_file()]
            if missing:
                return f"not installed with {component}: {', '.join(missing)}"
            said = subprocess.run([root / "bin" / component, "--version"], check=True, capture_output=True, text=True).stdout
            if not said.startswith("schemawright"):
                return f"{component} --version says: {said}"
        entry = root / "share/applications/schemawright.desktop"
        if entry.exists() and shutil.which("desktop-file-validate"):
            subprocess.run(["desktop-file-validate", entry], check=True)
        # The demo is found beside the program.
        subprocess.run([root / "bin/schemawright-cli", "demo", root / "shop"], check=True, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
