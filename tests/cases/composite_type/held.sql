-- before
CREATE TYPE inner_c AS (x int, gone text);
CREATE TYPE outer_c AS (i inner_c, a inner_c[]);
CREATE TABLE t (o outer_c, oo outer_c[]);
-- after
CREATE TYPE inner_c AS (y text, x bigint);
CREATE TYPE outer_c AS (i inner_c, a inner_c[], n int);
CREATE TABLE t (o outer_c, oo outer_c[]);
