-- after
CREATE SCHEMA {b};
CREATE FUNCTION {b}.{c}(int, int) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
CREATE OPERATOR {b}.=== (FUNCTION = {b}.{c}, LEFTARG = int, RIGHTARG = int, COMMUTATOR = OPERATOR({b}.===), NEGATOR = OPERATOR({b}.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
ALTER OPERATOR {b}.=== (int, int) OWNER TO {r};
COMMENT ON OPERATOR {b}.=== (int, int) IS {t};
CREATE OPERATOR {b}.!== (FUNCTION = int4ne, LEFTARG = int, RIGHTARG = int, NEGATOR = OPERATOR({b}.===));
CREATE OPERATOR {b}.-@ (FUNCTION = int4um, RIGHTARG = int);
