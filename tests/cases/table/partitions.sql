-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.{a} ({a} int NOT NULL, {b} text) PARTITION BY LIST ({b});
CREATE TABLE {b}.{c} PARTITION OF {b}.{a} FOR VALUES IN ({t}, 'x') PARTITION BY RANGE ({a});
CREATE TABLE {b}.leaf PARTITION OF {b}.{c} FOR VALUES FROM (1) TO (5);
CREATE TABLE {b}.rest PARTITION OF {b}.{a} DEFAULT;
CREATE INDEX {d} ON {b}.{a} ({b});
