-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.{c} ({a} int, {b} text);
CREATE RULE {a} AS ON UPDATE TO {b}.{c} WHERE new.{b} = {t} DO ALSO (INSERT INTO {b}.{c} SELECT 1, {t} WHERE EXISTS (SELECT 'x'); DELETE FROM {b}.{c});
COMMENT ON RULE {a} ON {b}.{c} IS {t};
ALTER TABLE {b}.{c} DISABLE RULE {a};
