-- before
CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT upper(t)';
CREATE TABLE {a} (t text, g text GENERATED ALWAYS AS (norm(t)) STORED, CONSTRAINT {b} CHECK (length(norm(t)) < 10));
COMMENT ON CONSTRAINT {b} ON {a} IS {t};
CREATE UNIQUE INDEX {c} ON {a} (norm(t));
CREATE TABLE {d} (x int, t text) PARTITION BY LIST (x);
CREATE TABLE d1 PARTITION OF {d} FOR VALUES IN (1);
CREATE INDEX d_norm ON {d} (norm(t));
-- after
CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower(t)';
CREATE TABLE {a} (t text, g text GENERATED ALWAYS AS (norm(t)) STORED, CONSTRAINT {b} CHECK (length(norm(t)) < 10));
COMMENT ON CONSTRAINT {b} ON {a} IS {t};
CREATE UNIQUE INDEX {c} ON {a} (norm(t));
CREATE TABLE {d} (x int, t text) PARTITION BY LIST (x);
CREATE TABLE d1 PARTITION OF {d} FOR VALUES IN (1);
CREATE INDEX d_norm ON {d} (norm(t));
