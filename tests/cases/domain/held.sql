-- before
CREATE DOMAIN inner_d AS text CHECK (VALUE <> '');
CREATE DOMAIN outer_d AS inner_d NOT NULL DEFAULT 'q';
CREATE DOMAIN checked AS int;
CREATE TYPE c AS (x checked, y int);
CREATE DOMAIN was AS text CHECK (VALUE IN ('on', 'off'));
CREATE TABLE t (a outer_d, b inner_d[], c c, s was DEFAULT 'on', ss was[]);
CREATE VIEW v AS SELECT a, s FROM t;
-- after
CREATE DOMAIN inner_d AS varchar(30) CHECK (VALUE <> '');
CREATE DOMAIN outer_d AS inner_d DEFAULT 'r';
CREATE DOMAIN checked AS int CHECK (VALUE > 0);
CREATE TYPE c AS (x checked, y int);
CREATE TYPE was AS ENUM ('on', 'off');
CREATE TABLE t (a outer_d, b inner_d[], c c, s was DEFAULT 'on', ss was[]);
CREATE VIEW v AS SELECT a, s FROM t;
