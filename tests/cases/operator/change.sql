-- before
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
ALTER OPERATOR === (int, int) OWNER TO one_owner;
COMMENT ON OPERATOR === (int, int) IS 'old';
-- after
CREATE OPERATOR === (FUNCTION = int4ne, LEFTARG = int, RIGHTARG = int);
ALTER OPERATOR === (int, int) OWNER TO two_owner;
