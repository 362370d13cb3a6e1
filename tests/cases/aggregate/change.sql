-- before
CREATE AGGREGATE a(int) (SFUNC = int4pl, STYPE = int);
ALTER AGGREGATE a(int) OWNER TO one_owner;
COMMENT ON AGGREGATE a(int) IS 'old';
CREATE VIEW v AS SELECT a(x) FROM generate_series(1, 2) x;
-- after
CREATE AGGREGATE a(int) (SFUNC = int4pl, STYPE = int, INITCOND = '5');
ALTER AGGREGATE a(int) OWNER TO two_owner;
GRANT EXECUTE ON FUNCTION a(int) TO reader;
CREATE VIEW v AS SELECT a(x) FROM generate_series(1, 2) x;
