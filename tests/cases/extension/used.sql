-- Tables, indexes, views and functions follow an extension to another schema: no table is written.
-- before
CREATE SCHEMA {a};
CREATE EXTENSION hstore SCHEMA {a};
CREATE TABLE {c} (id int PRIMARY KEY, attrs {a}.hstore NOT NULL DEFAULT ''::{a}.hstore,
    has_x boolean GENERATED ALWAYS AS ({a}.exist(attrs, 'x')) STORED);
CREATE INDEX by_attrs ON {c} USING gin (attrs);
CREATE VIEW {d} AS SELECT id, attrs OPERATOR({a}.->) 'k' AS k FROM {c};
-- after
CREATE SCHEMA {b};
CREATE EXTENSION hstore SCHEMA {b};
CREATE TABLE {c} (id int PRIMARY KEY, attrs {b}.hstore NOT NULL DEFAULT ''::{b}.hstore,
    has_x boolean GENERATED ALWAYS AS ({b}.exist(attrs, 'x')) STORED);
CREATE INDEX by_attrs ON {c} USING gin (attrs);
CREATE VIEW {d} AS SELECT id, attrs OPERATOR({b}.->) 'k' AS k FROM {c};
-- rows
INSERT INTO {c} VALUES (1, 'k=>v, x=>1'), (2, '');
