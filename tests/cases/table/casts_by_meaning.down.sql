SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.one ALTER COLUMN words TYPE text[] USING CASE pg_catalog.jsonb_typeof(words) WHEN 'array' THEN JSON_QUERY(words, '$' RETURNING text[] ERROR ON ERROR) WHEN 'null' THEN NULL ELSE CASE WHEN words IS NOT NULL THEN ARRAY[words::text]::text[] END END, ALTER COLUMN numbers TYPE integer[] USING CASE pg_catalog.json_typeof(numbers) WHEN 'array' THEN JSON_QUERY(numbers, '$' RETURNING integer[] ERROR ON ERROR) WHEN 'null' THEN NULL ELSE CASE WHEN numbers IS NOT NULL THEN ARRAY[(numbers #>> '{}')::integer]::integer[] END END, ALTER COLUMN documents TYPE jsonb[] USING CASE pg_catalog.jsonb_typeof(documents) WHEN 'array' THEN JSON_QUERY(documents, '$' RETURNING jsonb[] ERROR ON ERROR) WHEN 'null' THEN NULL ELSE CASE WHEN documents IS NOT NULL THEN ARRAY[documents::jsonb]::jsonb[] END END, ALTER COLUMN number TYPE integer USING (CASE WHEN pg_catalog.array_ndims(number) = 1 AND pg_catalog.cardinality(number) = 1 THEN number[1]::text ELSE number::text END)::integer, ALTER COLUMN word TYPE text USING (CASE WHEN pg_catalog.array_ndims(word) = 1 AND pg_catalog.cardinality(word) = 1 AND word[1]::text NOT LIKE '{%' THEN word[1]::text ELSE word::text END)::text, ALTER COLUMN day TYPE date USING (day #>> '{}')::date, ALTER COLUMN flat TYPE jsonb USING pg_catalog.to_jsonb(flat);

COMMIT;
