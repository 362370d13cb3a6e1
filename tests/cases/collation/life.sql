-- after
CREATE SCHEMA {b};
CREATE COLLATION {b}.{a} (provider = icu, locale = 'de-u-ks-level2', deterministic = false);
ALTER COLLATION {b}.{a} OWNER TO {r};
COMMENT ON COLLATION {b}.{a} IS {t};
CREATE TABLE t (x text COLLATE {b}.{a});
