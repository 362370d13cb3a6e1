-- exercises: index: create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE two.one (
    one integer NOT NULL,
    two text
)
PARTITION BY LIST (two);
CREATE TABLE two.rest PARTITION OF two.one
    DEFAULT;
CREATE TABLE two.three PARTITION OF two.one
    FOR VALUES IN ('text', 'x')
PARTITION BY RANGE (one);
CREATE TABLE two.leaf PARTITION OF two.three
    FOR VALUES FROM (1) TO (5);
CREATE INDEX four ON two.one (two);

COMMIT;
