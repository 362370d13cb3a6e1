-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
-- before
CREATE CONVERSION {a}.{c} FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION {a}.{c} IS {t};
-- after
CREATE SCHEMA {b};
CREATE CONVERSION {b}.{d} FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION {b}.{d} IS {t};
