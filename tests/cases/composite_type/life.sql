-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{a} AS ({a} int, {b} text COLLATE "C");
ALTER TYPE {b}.{a} OWNER TO {r};
COMMENT ON TYPE {b}.{a} IS {t};
COMMENT ON COLUMN {b}.{a}.{b} IS {t};
GRANT USAGE ON TYPE {b}.{a} TO {s};
REVOKE USAGE ON TYPE {b}.{a} FROM PUBLIC;
CREATE FUNCTION f({b}.{a}) RETURNS int LANGUAGE sql AS 'SELECT 1';
