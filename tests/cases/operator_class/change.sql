-- before
CREATE OPERATOR CLASS c FOR TYPE int USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(int);
ALTER OPERATOR CLASS c USING hash OWNER TO one_owner;
COMMENT ON OPERATOR CLASS c USING hash IS 'old';
CREATE TABLE t (x int);
CREATE INDEX i ON t USING hash (x c);
-- after
CREATE OPERATOR CLASS c FOR TYPE int USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(int), FUNCTION 2 hashint4extended(int, bigint);
ALTER OPERATOR CLASS c USING hash OWNER TO two_owner;
CREATE TABLE t (x int);
CREATE INDEX i ON t USING hash (x c);
