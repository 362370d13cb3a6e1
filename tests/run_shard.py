#!/usr/bin/env python3
"""run_shard.py K N PROGRAM: runs the K-th (1..N) part of a QtTest program, so that ctest can run the parts side by side.

A part is a list of test functions and data rows. They are dealt out in turn, so that neighbours, which are alike, come to different parts.
"""
import os
import subprocess
import sys


def tests_of(program):
    """What the program can run, as QtTest's arguments name it: "function" or "function:row"."""
    listed = subprocess.run([program, "-datatags"], check=True, capture_output=True, text=True).stdout
    tests = []
    for line in listed.splitlines():
        _class, function, *row = line.split(" ", 2)
        tests.append(":".join([function, *(tag.strip() for tag in row)]))
    return tests


def main():
    part, parts, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    tests = tests_of(program)[part - 1::parts]
    if not tests:
        sys.exit(f"{program} has fewer than {parts} tests")
    os.execv(program, [program, *tests])


if __name__ == "__main__":
    main()
