#!/usr/bin/env python3
"""arrows.py [--folders] [PROGRAM]: docs/architecture.md as a test.

Checks what each library includes, that no include runs back up between the rooms of diff and ui, that headers do not show libpqxx or
libpg_query, that nothing stands in the top-level folder that does not belong there, that no file names a package registry's host and, where
the path of the built schemawright-cli is given, that the program links no library of Qt or KDE.

--folders prints the includes between rooms, counted, the longest list of includes and the largest file.
"""
import collections
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]

TOP_LEVEL = {
    ".ci", ".clang-format", ".clang-tidy", ".gitignore", "CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md",
    "app", "cmake", "dev", "diff", "docs", "installer", "model", "resources", "tests", "ui",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
QT = re.compile(r"Q[A-Z]\w*|Qt\w*/.*|KSyntaxHighlighting/.*|qt6keychain/.*")
ENGINE_LIBRARIES = re.compile(r"pqxx.*|pg_query.*|libpq-fe\.h|protobuf-c/.*")
FILE_FORMATS = re.compile(r"toml\+\+/.*|nlohmann/.*")
STANDARD = re.compile(r"[a-z_0-9]+")
SYSTEM = re.compile(r"(sys/)?(fcntl|unistd|stat|file)\.h")
# The rooms, from the ground up: a room may include those of the lines before its own. Rooms of one line do not know each other.
ROOMS = {
    "diff": """
        server
        script
        scratch
        kinds/base
        kinds/table
        kinds
        read
        compare
        plan
        lint resolve
        backup difference
        prove
        revision
        apply
        workflow fleet
    """,
    "ui": """
        picture
        basics
        document canvas
        background
        workspace
        panels
        inspector diagram review history data
        window
    """,
}
LEVELS = {f"{library}/{room}": level for library, rooms in ROOMS.items() for level, line in enumerate(rooms.strip().splitlines()) for room in line.split()}

# In two parts, so that this file does not name what it looks for.
REGISTRIES = re.compile("|".join(host.replace(" ", r"\.") for host in (
    "pypi org", "registry npmjs", "crates io", "deb debian", "archive ubuntu", "security debian", "ghcr io", "docker io", "quay io", "proxy golang",
    "rubygems org", "repo1 maven", "conan io", "files pythonhosted")))


def model_may(path, name, own):
    if own:
        return name.startswith("model/")
    hidden = path.suffix == ".cpp" or path.name == "toml.h"  # what makes toml++ safe is for every file that includes it
    return bool(STANDARD.fullmatch(name)) or (hidden and bool(FILE_FORMATS.fullmatch(name) or SYSTEM.fullmatch(name)))


def diff_may(path, name, own):
    if own:
        return name.startswith(("model/", "diff/"))
    return not QT.fullmatch(name) and (path.suffix == ".cpp" or not ENGINE_LIBRARIES.fullmatch(name))


def picture_may(_path, name, own):
    if own:
        return name.startswith(("model/", "ui/picture/"))
    return not QT.fullmatch(name) and not ENGINE_LIBRARIES.fullmatch(name)


def ui_may(_path, name, own):
    if own:
        return not name.startswith(("app/", "tests/"))
    return not ENGINE_LIBRARIES.fullmatch(name)


def app_may(path, name, own):
    if own:
        return not name.startswith("tests/")
    return not ENGINE_LIBRARIES.fullmatch(name)


def include_complaints():
    for folder, may in (("model", model_may), ("diff", diff_may), ("ui", ui_may), ("app", app_may)):
        for path in sorted((TOP / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            rule = picture_may if (TOP / "ui/picture") in path.parents else may
            for quote, name in INCLUDE.findall(path.read_text()):
                if not rule(path, name, quote == '"'):
                    yield f"{path.relative_to(TOP)} may not include {name}"


def sources():
    for folder in ("model", "diff", "ui", "app"):
        yield from (path for path in sorted((TOP / folder).rglob("*")) if path.suffix in (".h", ".cpp"))


def own_includes(path):
    return [name for quote, name in INCLUDE.findall(path.read_text()) if quote == '"']


def room_of(name):
    return name.rpartition("/")[0]


def arrows_between_rooms():
    """(from, to) -> the includes that make the arrow, as (file, header); between rooms of one library."""
    arrows = collections.defaultdict(list)
    for path in sources():
        file = path.relative_to(TOP).as_posix()
        for header in own_includes(path):
            here, there = room_of(file), room_of(header)
            if here != there and file.partition("/")[0] == header.partition("/")[0] in ROOMS:
                arrows[here, there].append((file, header))
    return arrows


def room_complaints():
    for path in sources():
        room = room_of(path.relative_to(TOP).as_posix())
        if room.partition("/")[0] in ROOMS and room not in LEVELS:
            yield f"{path.relative_to(TOP)} lies in no room: arrows.py has none called {room}"
    for (here, there), includes in arrows_between_rooms().items():
        if here in LEVELS and LEVELS.get(there, 0) >= LEVELS[here]:
            for file, header in includes:
                yield f"{file} may not include {header}: {there} does not lie below {here}"


def print_folders():
    for library in ROOMS:
        arrows = {rooms: includes for rooms, includes in arrows_between_rooms().items() if rooms[0].startswith(library + "/")}
        print(f"{library}: {len(arrows)} arrows between {len({room for rooms in arrows for room in rooms})} rooms")
        for (here, there), includes in sorted(arrows.items(), key=lambda arrow: [(LEVELS.get(room, 0), room) for room in arrow[0]]):
            back = LEVELS.get(there, 0) >= LEVELS.get(here, 0)
            print(f"  {here} -> {there}: {len(includes)}{', BACK UP' if back else ''}")
    longest = max(sources(), key=lambda path: len(INCLUDE.findall(path.read_text())))
    largest = max(sources(), key=lambda path: path.read_text().count("\n"))
    print(f"the longest list of includes: {longest.relative_to(TOP)}, {len(INCLUDE.findall(longest.read_text()))}")
    print(f"the largest file: {largest.relative_to(TOP)}, {largest.read_text().count(chr(10))} lines")


def tracked_files():
    listing = subprocess.run(["git", "-C", TOP, "ls-files", "-z"], capture_output=True, text=True)
    if listing.returncode == 0:
        return [TOP / name for name in listing.stdout.split("\0") if name]
    return [path for path in TOP.rglob("*") if path.is_file() and not {"build", "dist", ".git"} & set(path.relative_to(TOP).parts)]


def file_complaints():
    for path in tracked_files():
        name = path.relative_to(TOP)
        if name.parts[0] not in TOP_LEVEL:
            yield f"{name}: nothing like this belongs in the top-level folder"
        if path.is_file() and path.suffix not in (".png", ".svg") and (found := REGISTRIES.search(path.read_text(errors="ignore"))):
            yield f"{name} names the registry host {found.group()}"


def link_complaints(program):
    # What libraries bring along counts for Qt and KDE. Not for X11: cairo, which draws without a display, has its code for it in it.
    for command, pattern in ((["ldd", program], r"^\s*(lib(?:Qt|KF)\S*)"),
                             (["readelf", "-d", program], r"NEEDED.*\[(lib(?:X|xcb|wayland|GL)\S*)\]")):
        listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for library in sorted(set(re.findall(pattern, listing, re.MULTILINE))):
            yield f"{pathlib.Path(program).name} links {library}"


def main():
    programs = [argument for argument in sys.argv[1:] if argument != "--folders"]
    if len(programs) < len(sys.argv) - 1:
        print_folders()
    complaints = [*include_complaints(), *room_complaints(), *file_complaints()]
    for program in programs:
        complaints += link_complaints(program)
    print("\n".join(complaints) or "the arrows are as docs/architecture.md has them")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
