-- move rows
CREATE SEQUENCE numbers;
-- before
CREATE TABLE {a} (id integer DEFAULT nextval('numbers') NOT NULL, day date NOT NULL, note text DEFAULT {t}) PARTITION BY RANGE (day);
CREATE TABLE {b} PARTITION OF {a} FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE {c} PARTITION OF {a} FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- after
CREATE TABLE {a} (id integer DEFAULT nextval('numbers') NOT NULL, day date NOT NULL, note text DEFAULT {t});
CREATE TABLE {b} (id integer DEFAULT nextval('numbers') NOT NULL, day date NOT NULL, note text DEFAULT {t});
-- rows
INSERT INTO {a} (day) SELECT date '2025-12-20' + g FROM generate_series(1, 24) g;
