-- A partition leaves with its index while the whole index goes.
-- before
CREATE TABLE t (id int NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX custom ON t1 (v);
CREATE INDEX tv ON t (v);
-- after
CREATE TABLE t (id int NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE t1 (id int NOT NULL, v text);
CREATE INDEX custom ON t1 (v);
