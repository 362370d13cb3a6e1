-- The primary key of a partition gives way to that of the whole table, and foreign keys with it.
-- before
CREATE TABLE t (id int NOT NULL, k int NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (100);
ALTER TABLE t1 ADD CONSTRAINT t1_pk PRIMARY KEY (id);
CREATE TABLE r (id int REFERENCES t1);
-- after
CREATE TABLE t (id int NOT NULL, k int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (100);
CREATE TABLE r (id int REFERENCES t);
