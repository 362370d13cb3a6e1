-- What steps aside meanwhile (rows, counters, a type) finds the name that it would get taken.
-- before
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (100);
CREATE VIEW t__old AS SELECT 1 AS one;
CREATE TABLE t_count0__old (x int);
CREATE TYPE r__old AS (x int);
CREATE TYPE r AS RANGE (subtype = int4);
CREATE TABLE u (x r);
-- after
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, k bigint NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (100);
CREATE VIEW t__old AS SELECT 1 AS one;
CREATE TABLE t_count0__old (x int);
CREATE TYPE r__old AS (x int);
CREATE TYPE r AS RANGE (subtype = int8);
CREATE TABLE u (x r);
-- rows
INSERT INTO t (k) VALUES (5);
INSERT INTO u VALUES ('[1,5)');
