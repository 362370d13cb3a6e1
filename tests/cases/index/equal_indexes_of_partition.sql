-- Equal indexes of a partition go while the whole ones come.
-- before
CREATE TABLE t (id int NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX a1 ON t1 (v text_pattern_ops) INCLUDE (id);
CREATE UNIQUE INDEX a2 ON t1 (id, v) NULLS NOT DISTINCT;
CREATE INDEX a3 ON t1 (lower(v)) WHERE id > 3;
CREATE INDEX a4 ON t1 (id DESC NULLS LAST);
-- after
CREATE TABLE t (id int NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE INDEX a1p ON t (v text_pattern_ops) INCLUDE (id);
CREATE UNIQUE INDEX a2p ON t (id, v) NULLS NOT DISTINCT;
CREATE INDEX a3p ON t (lower(v)) WHERE id > 3;
CREATE INDEX a4p ON t (id DESC NULLS LAST);
