#!/usr/bin/env python3
"""summary.py REPORT.xml: counts the test functions in what ctest wrote (--output-junit) and ends with the line "N passed, 0 failed".

A QtTest program counts by its functions and data rows, any other test as one. A program that ended badly without naming a failed
function (a crash, a timeout) is one failure. The exit code is 0 if something passed and nothing failed.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

RESULT = re.compile(r"^(PASS|FAIL!|XPASS|SKIP)\s+: (\S+::(\w+)\(.*?\))(.*)$", re.MULTILINE)
NOT_TESTS = ("initTestCase", "cleanupTestCase")


def count(case):
    """What one program's tests came to: passed, and the failed and the skipped by name."""
    name, status = case.get("name"), case.get("status")
    output = case.findtext("system-out") or ""
    passed, failed, skipped = 0, [], []
    results = RESULT.findall(output)
    for result, function, plain_name, reason in results:
        if result == "PASS":
            passed += plain_name not in NOT_TESTS
        elif result == "SKIP":
            skipped.append(function + reason)
        else:
            failed.append(function)
    if status == "fail" and not failed:
        failed.append(name + " (ended badly: a crash, a timeout or an exit code)")
    elif status == "run" and not results:
        passed = 1
    elif status not in ("run", "fail"):
        why = case.find("skipped")
        why = why.get("message") if why is not None else status
        (skipped if why.startswith("SKIP_RETURN_CODE") else failed).append(f"{name} ({why})")
    return passed, failed, skipped


def main():
    passed, failed, skipped = 0, [], []
    for case in ElementTree.parse(sys.argv[1]).getroot().iter("testcase"):
        case_passed, case_failed, case_skipped = count(case)
        passed += case_passed
        failed += case_failed
        skipped += case_skipped
    print()
    for name in skipped:
        print("skipped:", " ".join(name.split()))
    for name in failed:
        print("failed:", name)
    print(f"{passed} passed, {len(failed)} failed" + (f", {len(skipped)} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
