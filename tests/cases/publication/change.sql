CREATE TABLE t (x int PRIMARY KEY, y int);
CREATE TABLE u (x int);
-- before
CREATE PUBLICATION p FOR TABLE t, u;
ALTER PUBLICATION p OWNER TO one_owner;
COMMENT ON PUBLICATION p IS 'old';
-- after
CREATE PUBLICATION p FOR TABLE t (x) WHERE (x > 1) WITH (publish = 'insert, delete');
ALTER PUBLICATION p OWNER TO two_owner;
