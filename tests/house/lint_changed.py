#!/usr/bin/env python3
"""lint_changed.py BUILD tidy|format: ./dev lint, for what has changed.

format: clang-format and shellcheck over every file that was not seen clean before: its content stands in BUILD/clean_files.
tidy: clang-tidy over the sources that differ from where this branch left main. It takes seconds a file, so of a larger change only the first
few are looked at, and ./dev lint looks at all.
"""
import hashlib
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
FEW = 3


def git(*words):
    return subprocess.run(["git", "-C", TOP, *words], capture_output=True, text=True)


def files(*patterns):
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", *patterns)
    if listed.returncode != 0:
        print("no git checkout:", listed.stderr.strip())
        sys.exit(SKIPPED)
    return [TOP / name for name in listed.stdout.splitlines() if (TOP / name).is_file()]


def changed():
    """The sources that differ from main, or where that is the branch, from the commit before."""
    for base in ("origin/main", "main", "HEAD~1"):
        fork = git("merge-base", base, "HEAD").stdout.strip()
        if fork and fork != git("rev-parse", "HEAD").stdout.strip():
            names = git("diff", "--name-only", "--diff-filter=d", fork, "--", "*.cpp").stdout.splitlines()
            return [TOP / name for name in names]
    return []


def check_format(build):
    seen = build / "clean_files"
    clean = set(seen.read_text().split()) if seen.exists() else set()
    rules = (TOP / ".clang-format").read_bytes()
    now = {}
    for path in files("*.h", "*.cpp", "*.sh", "dev", ".ci/run"):
        now[hashlib.sha256(rules + str(path.relative_to(TOP)).encode() + path.read_bytes()).hexdigest()] = path
    todo = [path for mark, path in now.items() if mark not in clean]
    sources = [path for path in todo if path.suffix in (".h", ".cpp")]
    scripts = [path for path in todo if path.suffix not in (".h", ".cpp")]
    good = True
    if sources:
        good &= subprocess.run(["clang-format", "--dry-run", "-Werror", *sources]).returncode == 0
    if scripts:
        good &= subprocess.run(["shellcheck", *scripts]).returncode == 0
    print(f"{len(todo)} of {len(now)} files were looked at")
    if good:
        seen.write_text("\n".join(sorted(now)) + "\n")
    return good


def check_tidy(build):
    sources = changed()
    if not sources:
        print("no source differs from main")
        return True
    for path in sources[FEW:]:
        print("not looked at, ./dev lint does:", path.relative_to(TOP))
    return subprocess.run(["clang-tidy", "--quiet", "-p", build, *sources[:FEW]]).returncode == 0


def main():
    build = pathlib.Path(sys.argv[1])
    return 0 if {"format": check_format, "tidy": check_tidy}[sys.argv[2]](build) else 1


if __name__ == "__main__":
    sys.exit(main())
