CREATE TABLE plain (a int, b text);
-- before
CREATE TYPE y AS (a int, b text, gone int);
CREATE TABLE t OF y (PRIMARY KEY (a), b DEFAULT 'x');
CREATE INDEX i ON t (b);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TYPE other AS (a int, b text);
CREATE TABLE moves OF other;
CREATE TABLE holder (c y);
-- after
CREATE TYPE y AS (a bigint, b varchar(10), c date);
CREATE TABLE t OF y (PRIMARY KEY (a), b DEFAULT 'y', c NOT NULL);
CREATE INDEX i ON t (b);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TYPE another AS (a int, b text);
CREATE TABLE moves OF another;
CREATE TABLE holder (c y);
