-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
CREATE TABLE t (id int, {d} text);
-- before
CREATE VIEW {a}.{c} WITH (security_barrier) AS SELECT id, {d} FROM t;
ALTER VIEW {a}.{c} OWNER TO {r};
COMMENT ON VIEW {a}.{c} IS {t};
GRANT SELECT ON {a}.{c} TO {s};
CREATE VIEW second AS SELECT {d} FROM {a}.{c};
-- after
CREATE SCHEMA {b};
CREATE VIEW {b}.{d} WITH (security_barrier) AS SELECT id, {d} FROM t;
ALTER VIEW {b}.{d} OWNER TO {r};
COMMENT ON VIEW {b}.{d} IS {t};
GRANT SELECT ON {b}.{d} TO {s};
CREATE VIEW second AS SELECT {d} FROM {b}.{d};
-- rows
INSERT INTO t VALUES (1, 'a');
