-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.one ALTER COLUMN words TYPE jsonb USING pg_catalog.to_jsonb(words), ALTER COLUMN numbers TYPE json USING pg_catalog.to_json(numbers), ALTER COLUMN documents TYPE jsonb USING pg_catalog.to_jsonb(documents), ALTER COLUMN number TYPE integer[] USING CASE WHEN number IS NOT NULL THEN ARRAY[number::integer]::integer[] END, ALTER COLUMN word TYPE text[] USING CASE WHEN word IS NULL OR word LIKE '{%}' THEN word::text::text[] ELSE ARRAY[word]::text[] END, ALTER COLUMN day TYPE jsonb USING pg_catalog.to_jsonb(day), ALTER COLUMN flat TYPE integer[] USING CASE pg_catalog.jsonb_typeof(flat) WHEN 'array' THEN JSON_QUERY(flat, '$' RETURNING integer[] ERROR ON ERROR) WHEN 'null' THEN NULL ELSE CASE WHEN flat IS NOT NULL THEN ARRAY[flat::integer]::integer[] END END;

COMMIT;
