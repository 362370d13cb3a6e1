-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.{c} ({a} int PRIMARY KEY, {b} text);
CREATE TABLE t (x int);
CREATE PUBLICATION {a} FOR TABLE {b}.{c} ({a}) WHERE ({a} > 5), TABLE t WITH (publish = 'insert', publish_via_partition_root = true);
ALTER PUBLICATION {a} OWNER TO {r};
COMMENT ON PUBLICATION {a} IS {t};
CREATE PUBLICATION {b} FOR TABLES IN SCHEMA {b};
CREATE PUBLICATION {c} FOR ALL TABLES;
