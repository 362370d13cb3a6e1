-- A check of a domain gets another name; nothing is checked again.
-- rename public.d.old=new
-- before
CREATE DOMAIN d AS int CONSTRAINT old CHECK (value > 0);
CREATE TABLE t (x d);
-- after
CREATE DOMAIN d AS int CONSTRAINT new CHECK (value > 0);
CREATE TABLE t (x d);
