-- after
CREATE SCHEMA {b};
CREATE TABLE t (x int, y text);
CREATE VIEW {b}.{a} ({a}, {b}) WITH (security_barrier, security_invoker = true) AS SELECT x, y FROM t WHERE y <> {t} WITH LOCAL CHECK OPTION;
ALTER VIEW {b}.{a} OWNER TO {r};
ALTER VIEW {b}.{a} ALTER COLUMN {b} SET DEFAULT {t};
COMMENT ON VIEW {b}.{a} IS {t};
COMMENT ON COLUMN {b}.{a}.{b} IS {t};
GRANT SELECT ON {b}.{a} TO {s};
GRANT UPDATE ({b}) ON {b}.{a} TO {s};
CREATE VIEW {b}.{c} AS SELECT s.{a} FROM (SELECT {t} AS {a} UNION SELECT 'b' UNION SELECT 'c'::varchar UNION SELECT y FROM t UNION SELECT upper(y) FROM t) s WHERE EXISTS (SELECT 'z') OR s.{a} IN (SELECT 'q');
