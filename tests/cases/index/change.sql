CREATE TABLE t (x int, y text);
-- before
CREATE INDEX i ON t (x);
COMMENT ON INDEX i IS 'old';
CREATE INDEX j ON t (y) WITH (fillfactor = 50);
-- after
CREATE INDEX i ON t (x) WHERE x > 0;
CREATE INDEX j ON t (y);
ALTER TABLE t CLUSTER ON j;
