-- Tables swap their names, three columns go round, and a chain of names moves up, said in an order in which none could be done as it is.
-- rename {a}=public.{b}
-- rename {b}=public.{a}
-- rename {a}.x={c}
-- rename {a}.{c}={d}
-- rename {a}.{d}=x
-- rename one_1=public.two_2
-- rename two_2=public.three_3
-- rename public.one_idx=two_idx
-- rename public.two_idx=one_idx
-- before
CREATE TABLE {a} (x int, {c} text, {d} date);
CREATE TABLE {b} (id int CONSTRAINT the_key PRIMARY KEY);
CREATE VIEW v AS SELECT x, {c} FROM {a}, {b};
CREATE TABLE one_1 (n int);
CREATE TABLE two_2 (m int);
CREATE INDEX one_idx ON one_1 (n);
CREATE INDEX two_idx ON two_2 (m);
-- after
CREATE TABLE {b} ({c} int, {d} text, x date);
CREATE TABLE {a} (id int CONSTRAINT the_key PRIMARY KEY);
CREATE VIEW v AS SELECT {c} AS x, {d} AS {c} FROM {b}, {a};
CREATE TABLE two_2 (n int);
CREATE TABLE three_3 (m int);
CREATE INDEX two_idx ON two_2 (n);
CREATE INDEX one_idx ON three_3 (m);
-- rows
INSERT INTO {a} VALUES (1, 'a', '2020-02-02');
INSERT INTO {b} VALUES (1);
INSERT INTO one_1 VALUES (5);
