"""The kinds of objects in the code: who names each of them outside its rooms.

A kind's rooms are the header of its struct (model/kinds), the files of its operations (diff/kinds/X.cpp, X_*) and the lists (model/kind.h,
model/kinds.h). Every other file that names the kind has to be visited when a kind like it is added. The numbers of those files are kept
in kind_rooms.txt and may only fall. Tables and their parts are not counted: diagrams are about them.

A switch over Kind has no default: a new kind has to be decided there.

kind_rooms.py [TOP]            checks
kind_rooms.py [TOP] --files K  prints the files that name the kind K
kind_rooms.py [TOP] --list     prints the numbers, for kind_rooms.txt"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAYERS = ("model", "diff", "ui", "app")
LISTS = {"model/kind.h", "model/kinds.h", "model/object_key.h"}
EVERYWHERE = {"Table", "Column", "Default", "Constraint"}
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def code_of(path):
    return NOT_CODE.sub('""', path.read_text())


def kinds_of(files):
    """The enumerators of Kind, and the files that are each one's rooms."""
    for name in ("model/kind.h", "model/object_key.h"):
        found = re.search(r"enum class Kind\b[^{]*\{(.*?)\}", files.get(name, ""), re.DOTALL)
        if found:
            kinds = re.findall(r"\w+", found.group(1))
            break
    rooms = {kind: set(LISTS) for kind in kinds}
    for name, code in files.items():
        for kind in re.findall(r"constexpr Kind kind = Kind::(\w+);", code):
            rooms[kind].add(name)
        for kind in re.findall(r"kindOpsOf<(\w+)>\(\)\s*\{", code):
            stem = name.removesuffix(".cpp")
            rooms[kind].update(other for other in files if other == name or other.startswith(stem + "_"))
    return kinds, rooms


def naming_files(files, kind, rooms):
    word = re.compile(rf"(?<!Place::)(?<!CLI::)\b{kind}\b")
    return sorted(name for name, code in files.items() if name not in rooms and word.search(code))


def block_at(code, start):
    """The text between the braces that open after `start`."""
    at = code.index("{", start)
    depth = 0
    for end in range(at, len(code)):
        depth += {"{": 1, "}": -1}.get(code[end], 0)
        if depth == 0:
            return code[at:end]
    return code[at:]


def switches_with_default(files):
    for name, code in files.items():
        for switch in re.finditer(r"\bswitch \(", code):
            block = block_at(code, switch.end())
            if re.search(r"\bcase Kind::", block) and re.search(r"\bdefault:", block):
                yield f"{name}:{code.count(chr(10), 0, switch.start()) + 1}: a switch over Kind has a default"


def main(arguments):
    top = Path(arguments.pop(0)) if arguments and not arguments[0].startswith("--") else HERE.parent.parent
    files = {str(path.relative_to(top)): code_of(path)
             for layer in LAYERS for path in sorted((top / layer).rglob("*")) if path.suffix in (".cpp", ".h")}
    kinds, rooms = kinds_of(files)
    if arguments[:1] == ["--files"]:
        print("\n".join(naming_files(files, arguments[1], rooms[arguments[1]])))
        return 0
    numbers = {kind: len(naming_files(files, kind, rooms[kind])) for kind in kinds if kind not in EVERYWHERE}
    if arguments[:1] == ["--list"]:
        print("\n".join(f"{kind} {number}" for kind, number in numbers.items()))
        return 0
    allowed = dict(line.split() for line in (HERE / "kind_rooms.txt").read_text().splitlines() if line)
    complaints = list(switches_with_default(files))
    for kind, number in numbers.items():
        most = int(allowed.get(kind, 0))
        if number > most:
            complaints.append(f"{number} files outside the rooms of {kind} name it, at most {most} may: "
                              f"see kind_rooms.py --files {kind}; put facts beside its struct (docs/adding_a_kind.md)")
        elif number < most:
            print(f"note: {number} files name {kind}, kind_rooms.txt allows {most}")
    complaints += [f"kind_rooms.txt: there is no kind {kind}" for kind in allowed.keys() - set(numbers)]
    print("\n".join(complaints) or f"{len(numbers)} kinds, {sum(numbers.values())} visits outside their rooms")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
