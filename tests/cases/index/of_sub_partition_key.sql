-- The key of the top level goes, that of a level below stays, with foreign keys to each.
-- before
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c text) PARTITION BY RANGE (a);
CREATE TABLE m PARTITION OF t FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (b);
CREATE TABLE l1 PARTITION OF m FOR VALUES FROM (0) TO (10);
ALTER TABLE t ADD CONSTRAINT tp PRIMARY KEY (a, b);
CREATE TABLE r (a int, b int, FOREIGN KEY (a, b) REFERENCES l1 (a, b));
CREATE TABLE r2 (a int, b int, FOREIGN KEY (a, b) REFERENCES m (a, b));
-- after
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c text) PARTITION BY RANGE (a);
CREATE TABLE m PARTITION OF t FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (b);
CREATE TABLE l1 PARTITION OF m FOR VALUES FROM (0) TO (10);
ALTER TABLE m ADD CONSTRAINT m_pkey PRIMARY KEY (a, b);
CREATE TABLE r (a int, b int, FOREIGN KEY (a, b) REFERENCES l1 (a, b));
CREATE TABLE r2 (a int, b int, FOREIGN KEY (a, b) REFERENCES m (a, b));
