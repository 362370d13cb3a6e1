-- Two values swap their names, and a third one takes a new one.
-- rename public.{a}.low=high
-- rename public.{a}.high=low
-- rename public.{a}.top="To p"
-- before
CREATE TYPE {a} AS ENUM ('low', 'high', 'top');
CREATE TABLE t (id int PRIMARY KEY, x {a} DEFAULT 'low');
-- after
CREATE TYPE {a} AS ENUM ('high', 'low', 'To p');
CREATE TABLE t (id int PRIMARY KEY, x {a} DEFAULT 'high');
