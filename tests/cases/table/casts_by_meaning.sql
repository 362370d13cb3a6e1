-- Where PostgreSQL has no cast that keeps the meaning: arrays and JSON, a value and an array of it, and the way back.
-- before
CREATE TABLE {a} (id int PRIMARY KEY, words text[], numbers int[], documents jsonb[], number int, word text, day date, flat jsonb);
-- after
CREATE TABLE {a} (id int PRIMARY KEY, words jsonb, numbers json, documents jsonb, number int[], word text[], day jsonb, flat int[]);
