-- An equal key of a partition changes: it must not be attached in place of the new one.
-- before
CREATE TABLE t (id int NOT NULL, k int NOT NULL, v text, CONSTRAINT u UNIQUE (id, k)) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
ALTER TABLE t1 ADD CONSTRAINT l UNIQUE (k, id);
-- after
CREATE TABLE t (id int NOT NULL, k int NOT NULL, v text, CONSTRAINT u UNIQUE (k, id)) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
ALTER TABLE t1 ADD CONSTRAINT l UNIQUE (id, k);
