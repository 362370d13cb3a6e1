-- rename {a}.{c}={b}.{d}
CREATE SCHEMA {a};
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
-- before
CREATE FOREIGN TABLE {a}.{c} ({a} int NOT NULL, x text) SERVER s OPTIONS (a {t});
CREATE VIEW v AS SELECT {a} FROM {a}.{c};
-- after
CREATE SCHEMA {b};
CREATE FOREIGN TABLE {b}.{d} ({a} int NOT NULL, x text) SERVER s OPTIONS (a {t});
CREATE VIEW v AS SELECT {a} FROM {b}.{d};
