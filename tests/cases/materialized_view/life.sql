-- after
CREATE SCHEMA {b};
CREATE TABLE t (x int, y text);
CREATE MATERIALIZED VIEW {b}.{a} ({a}, {b}) WITH (fillfactor = 65, autovacuum_enabled = off) AS SELECT x, y FROM t WHERE y <> {t};
ALTER MATERIALIZED VIEW {b}.{a} OWNER TO {r};
ALTER MATERIALIZED VIEW {b}.{a} ALTER COLUMN {b} SET STATISTICS 7;
COMMENT ON MATERIALIZED VIEW {b}.{a} IS {t};
COMMENT ON COLUMN {b}.{a}.{b} IS {t};
GRANT SELECT ON {b}.{a} TO {s};
CREATE UNIQUE INDEX {c} ON {b}.{a} ({a});
