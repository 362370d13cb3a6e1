-- schemawright: revision 0002
-- parents: 0001
-- message: images and attributes
-- created: 2026-02-01T10:00:00Z
-- checksum: 9146e9ca328e3b7e9bbfe4d0509627263f568b9133fc1008f5619e0901e2918f
-- proved: up, down, up on PostgreSQL 17.12

-- schemawright: up

CREATE TABLE public.product_images (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    product_id uuid NOT NULL,
    image_url text NOT NULL,
    alt_text character varying(255),
    sort_order integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT product_images_pkey PRIMARY KEY (id)
);

ALTER TABLE public.product_images ADD CONSTRAINT product_images_product_id_fkey FOREIGN KEY (product_id) REFERENCES public.products (id) ON DELETE CASCADE;

ALTER TABLE public.products ADD COLUMN attributes jsonb DEFAULT '{}'::jsonb NOT NULL;

COMMENT ON COLUMN public.products.attributes IS 'Specifications that differ from product to product: {"colour": "blue", "weight_g": 310}';

CREATE INDEX product_images_product_id_idx ON public.product_images (product_id, sort_order);

CREATE INDEX products_attributes_idx ON public.products USING gin (attributes jsonb_path_ops);

-- schemawright: down

DROP INDEX public.products_attributes_idx;

DROP TABLE public.product_images;

ALTER TABLE public.products DROP COLUMN attributes;
