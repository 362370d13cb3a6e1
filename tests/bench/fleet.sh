#!/usr/bin/env bash
# fleet.sh PROGRAM [DATABASES] [RUNNERS] [KILLED]: a fleet on a server of its own. The same revision is brought to as many databases by psql and by
# runners of `schemawright fleet`, at the same parallelism; then to others by runners of which some are killed with SIGKILL. Inside the build environment:
#   ./dev shell tests/bench/fleet.sh build/release/bin/schemawright-cli 1000 8 3
# Prints the times, their ratio, and fails if a database is not verified or a revision was applied twice.
set -euo pipefail

program=$(realpath "${1:?the path of schemawright-cli}")
databases=${2:-1000} runners=${3:-8} killed=${4:-3}
binaries=$(pg_config --bindir)
folder=$(mktemp -d "${TMPDIR:-/tmp}/fleet.XXXXXX")
trap '"$binaries/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
export PGHOST=$folder PGUSER=bench XDG_CACHE_HOME=$folder/cache

"$binaries/initdb" -D "$folder/data" -U bench -A trust --no-sync >/dev/null
"$binaries/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-k $folder -c listen_addresses= -c fsync=off -c max_connections=200 -c autovacuum=off" start >/dev/null

mkdir -p "$folder/project/catalog/revisions"
cat >"$folder/project/schemawright.toml" <<'END'
name = "fleet"
[[databases]]
name = "tenant"
END
body() { # of the new revision
    cat <<'END'
ALTER TABLE orders ADD COLUMN note text;
CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id), sent timestamp with time zone);
CREATE INDEX parcels_order ON parcels (order_id);
CREATE VIEW open_orders AS SELECT id, customer_id FROM orders WHERE state = 'open';
END
}
revision() { # ID PARENT, the statements from standard input
    printf -- '-- schemawright: revision %s\n-- parents: %s\n-- message: bench\n-- created: 2026-01-01T00:00:00Z\n-- checksum:\n-- proved:\n\n-- schemawright: up\n\n' "$1" "$2"
    cat
    printf '\n-- schemawright: down\n'
}
cd "$folder/project"
revision 0001 '' >catalog/revisions/0001_bench.sql <<'END'
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, mail text UNIQUE);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), state text NOT NULL DEFAULT 'open');
CREATE TABLE lines (order_id bigint REFERENCES orders (id), line integer, price numeric(10, 2) CHECK (price >= 0), PRIMARY KEY (order_id, line));
CREATE INDEX orders_customer ON orders (customer_id);
END
psql -qd postgres -c 'CREATE DATABASE template_tenant' -c 'CREATE DATABASE control'
"$program" upgrade head --accept-edited --url postgresql:///template_tenant
body | revision 0002 0001 >catalog/revisions/0002_bench.sql

make() { # PREFIX: the databases
    for ((i = 0; i < databases; ++i)); do
        printf 'CREATE DATABASE %s_%04d TEMPLATE template_tenant STRATEGY file_copy;\n' "$1" "$i"
    done | psql -qd postgres -f - >/dev/null
    psql -qd postgres -c CHECKPOINT
}
now() { date +%s.%N; }
seconds() { echo "$1 $2" | awk '{ printf "%.1f", $2 - $1 }'; }
runner() { "$program" fleet run --control 'postgresql:///control' --accept-edited 2>>"$folder/runners" >/dev/null; }
start() { # PREFIX
    "$program" fleet start head --control 'postgresql:///control' --server 'postgresql:///postgres' --pattern "$1\\_%" \
        --canary 1 --waves 10,50,100 --lease 5
}
check() { # PREFIX: every database at the revision, each revision applied once
    local good
    good=$(for ((i = 0; i < databases; ++i)); do printf '%s_%04d\n' "$1" "$i"; done |
        xargs -P 4 -I{} psql -qAtd {} -c "SELECT count(*) FROM schemawright.revisions HAVING count(*) = 2 AND to_regclass('parcels') IS NOT NULL" | wc -l)
    echo "$1: $good of $databases databases have both revisions"
    [ "$good" = "$databases" ]
}

make psql
make fleet
from=$(now)
{ echo 'BEGIN;'; body; echo "INSERT INTO schemawright.revisions (id, message, checksum, head) VALUES ('0002', '', '', true); COMMIT;"; } >"$folder/run.sql"
for ((i = 0; i < databases; ++i)); do printf 'psql_%04d\n' "$i"; done | xargs -P "$runners" -I{} psql -qXd {} -v ON_ERROR_STOP=1 -f "$folder/run.sql"
psql_time=$(seconds "$from" "$(now)")
start fleet
from=$(now)
for ((i = 0; i < runners; ++i)); do runner & done
wait
fleet_time=$(seconds "$from" "$(now)")
echo "psql: $psql_time s, fleet: $fleet_time s, ratio $(echo "$fleet_time $psql_time" | awk '{ printf "%.2f", $1 / $2 }') ($databases databases, $runners at a time)"
check fleet

make killed
start killed
pids=()
from=$(now)
for ((i = 0; i < runners; ++i)); do
    runner & pids+=($!)
done
third() { psql -qAtd control -c "SELECT count(*) FROM schemawright_fleet.targets WHERE state = 'done' AND rollout = (SELECT max(id) FROM schemawright_fleet.rollouts)"; }
until [ "$(third)" -ge $((databases / 3)) ]; do sleep 0.1; done
for ((i = 0; i < killed; ++i)); do
    # The runner is a child of the subshell.
    pkill -KILL -P "${pids[i]}" || kill -KILL "${pids[i]}"
done
wait || true
echo "with $killed of $runners runners killed: $(seconds "$from" "$(now)") s"
"$program" fleet status --control 'postgresql:///control'
check killed
"$program" fleet status --control 'postgresql:///control' | grep -q ': done'
