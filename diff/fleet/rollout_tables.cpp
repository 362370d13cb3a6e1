#include "diff/fleet/rollout_tables.h"

namespace schemawright {

std::string createRolloutTablesSql()
{
    // Two rollouts that are started at once must not both create the schema.
    return R"(SELECT pg_advisory_xact_lock(1935894647, 2);
CREATE SCHEMA IF NOT EXISTS schemawright_fleet;
COMMENT ON SCHEMA schemawright_fleet IS 'Rollouts of Schemawright to many databases';
CREATE TABLE IF NOT EXISTS schemawright_fleet.rollouts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project text NOT NULL,
    database text NOT NULL,
    revision text NOT NULL,
    fingerprint text NOT NULL,
    canary integer NOT NULL,
    waves integer[] NOT NULL,
    per_server integer NOT NULL,
    stop_at double precision NOT NULL,
    lease interval NOT NULL,
    verify boolean NOT NULL,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'stopped', 'done', 'failed', 'aborted')),
    reason text NOT NULL DEFAULT '',
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    created_by text NOT NULL DEFAULT session_user,
    ended_at timestamp with time zone
);
CREATE UNIQUE INDEX IF NOT EXISTS rollouts_active ON schemawright_fleet.rollouts (project, database)
    WHERE state IN ('running', 'paused', 'stopped');
CREATE TABLE IF NOT EXISTS schemawright_fleet.targets (
    rollout bigint NOT NULL REFERENCES schemawright_fleet.rollouts ON DELETE CASCADE,
    number bigint NOT NULL,
    name text NOT NULL,
    conninfo text NOT NULL,
    server text NOT NULL,
    wave integer NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'claimed', 'done', 'failed', 'skipped')),
    attempts integer NOT NULL DEFAULT 0,
    lease_until timestamp with time zone,
    runner text NOT NULL DEFAULT '',
    error text NOT NULL DEFAULT '',
    revision_before text NOT NULL DEFAULT '',
    revision_after text NOT NULL DEFAULT '',
    claimed_at timestamp with time zone,
    ended_at timestamp with time zone,
    seconds double precision NOT NULL DEFAULT 0,
    PRIMARY KEY (rollout, number)
);
CREATE INDEX IF NOT EXISTS targets_open ON schemawright_fleet.targets (rollout, wave, number)
    WHERE state IN ('pending', 'claimed');
COMMENT ON COLUMN schemawright_fleet.targets.conninfo IS 'Connection parameters without a password';
COMMENT ON COLUMN schemawright_fleet.targets.lease_until IS
    'Claimed: until when the runner has to renew its claim. Pending: not to be claimed before this time')";
}

} // namespace schemawright
