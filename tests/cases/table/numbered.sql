-- Plain columns that are numbered from now on: after the highest value that rows have. A partition's numbers come from its table.
-- before
CREATE TABLE {a} (id int PRIMARY KEY, n smallint NOT NULL);
CREATE TABLE {b} (id int GENERATED ALWAYS AS IDENTITY, k int) PARTITION BY LIST (k);
CREATE TABLE {c} (id serial, k int);
CREATE TABLE {d} (id bigint, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF {d} FOR VALUES IN (1);
-- after
CREATE TABLE {a} (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n smallserial);
CREATE TABLE {b} (id int GENERATED ALWAYS AS IDENTITY, k int) PARTITION BY LIST (k);
CREATE TABLE {c} PARTITION OF {b} FOR VALUES IN (1);
CREATE TABLE {d} (id bigint GENERATED ALWAYS AS IDENTITY, k bigint) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF {d} FOR VALUES IN (1);
