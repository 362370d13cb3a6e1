-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.{c} ({a} int, {b} text);
CREATE STATISTICS {b}.{a} (mcv, ndistinct) ON {a}, {b}, ({b} || {t}) FROM {b}.{c};
ALTER STATISTICS {b}.{a} OWNER TO {r};
COMMENT ON STATISTICS {b}.{a} IS {t};
ALTER STATISTICS {b}.{a} SET STATISTICS 11;
