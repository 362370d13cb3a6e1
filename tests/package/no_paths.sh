#!/usr/bin/env bash
# no_paths.sh TOP PROGRAM...: no path of the machine that they were built on stands in the programs.
set -euo pipefail
top=$1
shift
status=0
for program in "$@"; do
    for path in "$top" "${HOME:-/nowhere}/"; do
        [ "$path" != // ] || continue
        if found=$(strings -a "$program" | grep -F -m 3 -e "$path"); then
            printf '%s holds %s:\n%s\n' "$program" "$path" "$found" >&2
            status=1
        fi
    done
done
exit "$status"
