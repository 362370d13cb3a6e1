-- The elements of an array are no columns of the select list that it is in.
-- before
CREATE TABLE t (a int[], o int);
-- after
CREATE TABLE t (a int[], o int);
CREATE VIEW v AS SELECT o FROM t WHERE ARRAY[a[1] + 1, o] = ANY (SELECT ARRAY[a[1] + 1, o * 2]);
CREATE VIEW w AS SELECT o FROM t WHERE EXISTS (SELECT a[1] + 1, a[1:2], ARRAY[ARRAY[o + 1, 2], ARRAY[3, o]], a[o + 1]);
CREATE RULE r AS ON UPDATE TO t WHERE ARRAY[new.o + 1, 2] = ANY (SELECT ARRAY[new.o + 1, 3]) DO INSTEAD NOTHING;
