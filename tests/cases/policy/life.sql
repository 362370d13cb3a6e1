-- after
CREATE SCHEMA {b};
CREATE TABLE {b}.{c} ({a} int, {b} text);
CREATE POLICY {a} ON {b}.{c} AS RESTRICTIVE FOR UPDATE TO {r}, {s} USING ({b} = {t}) WITH CHECK (EXISTS (SELECT 'x' WHERE {a} > 0));
COMMENT ON POLICY {a} ON {b}.{c} IS {t};
