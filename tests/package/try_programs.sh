#!/usr/bin/env bash
# Runs in the clean root, after the packages were installed without what they recommend.
set -euo pipefail
export HOME=/tmp/home QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
mkdir -p "$HOME" && cd "$HOME"

echo "== both programs start"
schemawright-cli --version
schemawright --version

echo "== without PostgreSQL's server programs the command line says what is missing"
echo 'CREATE TABLE kept (id integer);' >before.sql
echo 'CREATE TABLE kept (id integer, note text);' >after.sql
if schemawright-cli diff before.sql after.sql --sql 2>message; then
    echo "a diff without a server cannot have worked" >&2
    exit 1
fi
cat message
grep -qi postgresql message

echo "== with them it finds the difference"
apt-get -qq install -y --no-install-recommends postgresql >/dev/null
schemawright-cli diff before.sql after.sql --sql | tee script
grep -q 'ADD COLUMN.*note' script

echo "== the demo, from end to end"
schemawright-cli demo shop
test -n "$(find shop -name '*.svg' -size +1k)" -a -n "$(find shop -name '*.png' -size +1k)"

echo "== the window opens and stays"
status=0
timeout 5 schemawright || status=$?
test "$status" = 124

echo "== what else was installed"
test -d /usr/share/schemawright/demo
test -f /usr/share/applications/schemawright.desktop
test -f /usr/share/icons/hicolor/scalable/apps/schemawright.svg
