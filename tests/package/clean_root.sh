#!/usr/bin/env bash
# clean_root.sh DIST SUITE: installs both packages into a Debian that has nothing but apt, as a user would, and runs both programs.
set -euo pipefail
dist=$(realpath "$1") suite=$2
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
mode=unshare
[ "$(id -u)" != 0 ] || mode=root
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$dist"/schemawright*.deb "$here/try_programs.sh" "$work"
chmod -R a+rX "$work"

# The hooks run in the fresh root while it is still a place where packages can be installed; the root itself is then thrown away.
# shellcheck disable=SC2016 # $1 is mmdebstrap's
mmdebstrap --quiet --mode="$mode" --variant=apt --format=null \
    --customize-hook="mkdir \"\$1/packages\" && cp \"$work\"/* \"\$1/packages\"" \
    --customize-hook='chroot "$1" sh -c "apt-get -qq install -y --no-install-recommends /packages/*.deb"' \
    --customize-hook='chroot "$1" bash /packages/try_programs.sh' \
    "$suite" /dev/null
echo "1 passed, 0 failed"
