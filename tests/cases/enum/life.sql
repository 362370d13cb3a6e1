-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{a} AS ENUM ({t}, 'x');
ALTER TYPE {b}.{a} OWNER TO {r};
COMMENT ON TYPE {b}.{a} IS {t};
REVOKE ALL ON TYPE {b}.{a} FROM PUBLIC;
GRANT USAGE ON TYPE {b}.{a} TO {s};
CREATE TABLE t (x {b}.{a} DEFAULT {t}, y {b}.{a}[]);
