-- A domain over another type: values are converted, within arrays and composite values, too.
-- before
CREATE DOMAIN {a} AS numeric(10,2) CHECK (VALUE >= 0);
CREATE DOMAIN {b} AS int;
CREATE TYPE {c} AS (sku text, price {a});
CREATE TABLE {d} (id int PRIMARY KEY, price {a}, steps {a}[], line {c}, lines {c}[], code {b});
-- after
CREATE DOMAIN {a} AS numeric(14,4) CHECK (VALUE >= 0);
CREATE DOMAIN {b} AS text;
CREATE TYPE {c} AS (sku text, price {a});
CREATE TABLE {d} (id int PRIMARY KEY, price {a}, steps {a}[], line {c}, lines {c}[], code {b});
