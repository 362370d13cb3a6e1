-- CREATE OR REPLACE can make a view that selects from itself. It cannot be used, and a script must still be able to make it.
-- before
CREATE TABLE t ({a} int, b text);
-- after
CREATE TABLE t ({a} int, b text);
CREATE VIEW v AS SELECT {a}, b FROM t;
CREATE OR REPLACE VIEW v AS SELECT {a}, b FROM v;
