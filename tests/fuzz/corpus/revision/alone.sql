-- schemawright: revision 0003
-- parents: 0001, 0002
-- message: an index\n\x1bmade \\ alone
-- created: 2026-01-01T00:00:00Z
-- checksum: 00
-- proved: up, down, up on PostgreSQL 17.5

-- schemawright: up
CREATE TABLE t (a int DEFAULT 1, b text DEFAULT $q$ -- schemawright: down
$q$);
-- schemawright: no-transaction
SET lock_timeout = '1s';
CREATE INDEX CONCURRENTLY i ON t (a);
-- schemawright: transaction
/* -- schemawright: down */ COMMENT ON TABLE t IS 'it''s; x';

-- schemawright: down
DROP TABLE t;
