CREATE TABLE t (x int, y text);
-- before
CREATE VIEW v AS SELECT x FROM t;
-- after
CREATE VIEW v AS SELECT x, y FROM t;
COMMENT ON VIEW v IS 'more';
