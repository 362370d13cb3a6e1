-- rename {a}.{c}={b}.{d}
-- rename {a}.{c}.x=z
CREATE SCHEMA {a};
-- before
CREATE TYPE {a}.{c} AS ENUM ('x', 'y');
ALTER TYPE {a}.{c} OWNER TO {r};
COMMENT ON TYPE {a}.{c} IS {t};
GRANT USAGE ON TYPE {a}.{c} TO {s};
CREATE TABLE t (x {a}.{c} DEFAULT 'x' CHECK (x <> 'y'), y {a}.{c}[]);
CREATE FUNCTION f({a}.{c}) RETURNS {a}.{c} LANGUAGE sql RETURN $1;
-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{d} AS ENUM ('z', 'y');
ALTER TYPE {b}.{d} OWNER TO {r};
COMMENT ON TYPE {b}.{d} IS {t};
GRANT USAGE ON TYPE {b}.{d} TO {s};
CREATE TABLE t (x {b}.{d} DEFAULT 'z' CHECK (x <> 'y'), y {b}.{d}[]);
CREATE FUNCTION f({b}.{d}) RETURNS {b}.{d} LANGUAGE sql RETURN $1;
