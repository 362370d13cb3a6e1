-- The old type must step aside, and what it would be called then is there already.
-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE TYPE e__old AS ENUM ('x');
CREATE TYPE e__old2 AS ENUM ('y');
CREATE TABLE t (id int PRIMARY KEY, x e);
-- after
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE e__old AS ENUM ('x');
CREATE TYPE e__old2 AS ENUM ('y');
CREATE TABLE t (id int PRIMARY KEY, x e);
-- rows
INSERT INTO t VALUES (1, 'a');
