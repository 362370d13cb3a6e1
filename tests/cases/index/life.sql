-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.{c} ({a} int, {b} text);
CREATE UNIQUE INDEX {a} ON {b}.{c} USING btree ({a} DESC NULLS LAST, lower({b}) COLLATE "C" text_pattern_ops) INCLUDE ({b}) WITH (fillfactor = 50, deduplicate_items = off) WHERE {b} <> {t};
COMMENT ON INDEX {b}.{a} IS {t};
CREATE INDEX {d} ON {b}.{c} ((({b}) || {t}));
ALTER INDEX {b}.{d} ALTER COLUMN 1 SET STATISTICS 5;
