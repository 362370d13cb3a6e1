-- schemawright: revision 0003
-- parents: 0002
-- message: reviews and ratings
-- created: 2026-03-01T10:00:00Z
-- checksum: 70060f4043a4aa35ff1ab2cdad42f2fbd681c6284c7ab15e6dec9b44ceb6a5f5
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TABLE public.reviews (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    product_id uuid NOT NULL,
    account_id uuid NOT NULL,
    rating smallint NOT NULL,
    title character varying(255),
    body text,
    verified_purchase boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reviews_one_per_account UNIQUE (product_id, account_id),
    CONSTRAINT reviews_pkey PRIMARY KEY (id),
    CONSTRAINT reviews_rating_range CHECK ((rating >= 1) AND (rating <= 5))
);

ALTER TABLE public.reviews ADD CONSTRAINT reviews_product_id_fkey FOREIGN KEY (product_id) REFERENCES public.products (id) ON DELETE CASCADE;

CREATE INDEX reviews_newest_idx ON public.reviews (product_id, created_at DESC);

CREATE MATERIALIZED VIEW public.product_ratings AS
 SELECT product_id,
    count(*) AS reviews,
    round(avg(rating), 2) AS rating
   FROM public.reviews
  GROUP BY product_id
  WITH DATA;

CREATE UNIQUE INDEX product_ratings_product_id_idx ON public.product_ratings (product_id);

-- schemawright: down

DROP MATERIALIZED VIEW public.product_ratings;

DROP TABLE public.reviews;
