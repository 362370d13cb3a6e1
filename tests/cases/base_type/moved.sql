-- rename {a}.{c}={b}.{c}
-- rename {a}.{a}={b}.{a}
-- before
CREATE SCHEMA {a};
CREATE TYPE {a}.{c};
CREATE FUNCTION {a}.{a}(cstring) RETURNS {a}.{c} LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION {d}({a}.{c}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE {a}.{c} (INPUT = {a}.{a}, OUTPUT = {d}, LIKE = int4);
CREATE TABLE t (x {a}.{c});
-- after
CREATE SCHEMA {b};
CREATE TYPE {b}.{c};
CREATE FUNCTION {b}.{a}(cstring) RETURNS {b}.{c} LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION {d}({b}.{c}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE {b}.{c} (INPUT = {b}.{a}, OUTPUT = {d}, LIKE = int4);
CREATE TABLE t (x {b}.{c});
-- rows
INSERT INTO t VALUES ('42');
