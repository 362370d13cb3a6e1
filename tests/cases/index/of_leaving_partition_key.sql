-- A partition leaves with its key under another name while the whole one goes, and a foreign key refers to it.
-- before
CREATE TABLE t (id int NOT NULL, v text, CONSTRAINT tu UNIQUE (id)) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE r (x int REFERENCES t1 (id));
-- after
CREATE TABLE t (id int NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE t1 (id int NOT NULL, v text, CONSTRAINT my UNIQUE (id));
CREATE TABLE r (x int REFERENCES t1 (id));
