-- rename {a}.|||={b}.|||
CREATE SCHEMA {a};
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
-- before
CREATE OPERATOR {a}.||| (LEFTARG = int, RIGHTARG = int, FUNCTION = plus);
COMMENT ON OPERATOR {a}.||| (int, int) IS {t};
CREATE VIEW v AS SELECT 1 OPERATOR({a}.|||) 2 AS x;
-- after
CREATE SCHEMA {b};
CREATE OPERATOR {b}.||| (LEFTARG = int, RIGHTARG = int, FUNCTION = plus);
COMMENT ON OPERATOR {b}.||| (int, int) IS {t};
CREATE VIEW v AS SELECT 1 OPERATOR({b}.|||) 2 AS x;
