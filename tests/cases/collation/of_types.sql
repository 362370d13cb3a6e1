-- before
CREATE COLLATION c (provider = libc, locale = 'C');
CREATE DOMAIN d AS text COLLATE c CHECK (VALUE > 'a');
CREATE TYPE ct AS (a text COLLATE c, b integer);
CREATE TYPE r AS RANGE (SUBTYPE = text, COLLATION = c);
CREATE TABLE t (x d, y ct, z r, w text COLLATE c);
CREATE TABLE p (a text COLLATE c) PARTITION BY LIST (a COLLATE c);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('x');
-- after
CREATE COLLATION c (provider = libc, locale = 'POSIX');
CREATE DOMAIN d AS text COLLATE c CHECK (VALUE > 'a');
CREATE TYPE ct AS (a text COLLATE c, b integer);
CREATE TYPE r AS RANGE (SUBTYPE = text, COLLATION = c);
CREATE TABLE t (x d, y ct, z r, w text COLLATE c);
CREATE TABLE p (a text COLLATE c) PARTITION BY LIST (a COLLATE c);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('x');
