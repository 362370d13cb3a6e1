\restrict abc
SET search_path = a;
CREATE TABLE "a""b;" (x text DEFAULT 'it''s; --', y text DEFAULT E'\';' /* nested /* ; */ */, z text DEFAULT U&'d\0061');
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$BEGIN RETURN 1; END$body$; -- a comment; here
CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
COPY t (a, b) FROM stdin;
1	x;y
\.
SELECT 'a'
    'b;c', E'a'
    '\'';
CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false);
ALTER TABLE t RENAME COLUMN a TO b; VACUUM; BEGIN; SAVEPOINT x; COMMIT;
CREATE OPERATOR public.-- (LEFTARG = int); $1 $$ unterminated
