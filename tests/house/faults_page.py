#!/usr/bin/env python3
"""faults_page.py FOLDER PAGE [--write]: docs/faults.md consists of the rows that the fault tests have written into FOLDER. Without --write,
fails if the page is another."""
import pathlib
import sys

HEAD = """# What holds after a fault

Each row was seen by a test that runs the program itself against a real server (`tests/app/tst_faults*.cpp`); the test run compares this page with what it sees.
`./dev shell python3 tests/house/faults_page.py build/dev/faults docs/faults.md --write` writes it again after a test run.

| Fault | Exit | The program says | Afterwards |
|---|---|---|---|
"""

folder, page = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
rows = [row for file in sorted(folder.iterdir()) for row in file.read_text(encoding="utf-8").splitlines()]
# pgbouncer and /dev/full are not everywhere: what was not tested here is no difference.
text = HEAD + "".join(row + "\n" for row in rows)
if "--write" in sys.argv:
    page.write_text(text, encoding="utf-8")
    sys.exit(0)
known = page.read_text(encoding="utf-8").splitlines() if page.exists() else []
new = [row for row in rows if row not in known]
for row in new:
    print("seen, but not in docs/faults.md:", row)
print(f"{len(rows)} rows were seen, {sum(1 for line in known if line.startswith('| ')) - 1} are in docs/faults.md")
sys.exit(1 if new else 0)
