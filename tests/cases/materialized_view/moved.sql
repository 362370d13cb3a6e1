-- rename {a}.{c}={b}.{c}
CREATE SCHEMA {a};
CREATE TABLE t (id int, {d} text);
-- before
CREATE MATERIALIZED VIEW {a}.{c} AS SELECT id, {d} FROM t;
CREATE UNIQUE INDEX {a} ON {a}.{c} (id);
COMMENT ON INDEX {a}.{a} IS {t};
CREATE VIEW v AS SELECT {d} FROM {a}.{c};
-- after
CREATE SCHEMA {b};
CREATE MATERIALIZED VIEW {b}.{c} AS SELECT id, {d} FROM t;
CREATE UNIQUE INDEX {a} ON {b}.{c} (id);
COMMENT ON INDEX {b}.{a} IS {t};
CREATE VIEW v AS SELECT {d} FROM {b}.{c};
