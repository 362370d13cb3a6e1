CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
CREATE TABLE categories (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    parent_id uuid REFERENCES categories (id),
    name varchar(100) NOT NULL UNIQUE,
    slug varchar(100) NOT NULL UNIQUE,
    description text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT categories_not_its_own_parent CHECK (parent_id <> id)
);
CREATE TABLE products (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    category_id uuid REFERENCES categories (id),
    sku varchar(100) NOT NULL UNIQUE,
    name varchar(255) NOT NULL,
    description text,
    price numeric(10,2) NOT NULL,
    currency char(3) NOT NULL DEFAULT 'EUR',
    stock integer NOT NULL DEFAULT 0,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT products_price_positive CHECK (price > 0),
    CONSTRAINT products_stock_not_negative CHECK (stock >= 0)
);
CREATE INDEX products_category_id_idx ON products (category_id);
CREATE INDEX products_price_idx ON products (price DESC) WHERE is_active;
CREATE INDEX products_search_idx ON products USING gin (to_tsvector('english', name || ' ' || coalesce(description, '')));
CREATE TRIGGER categories_set_updated_at BEFORE UPDATE ON categories FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER products_set_updated_at BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TABLE product_images (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    image_url text NOT NULL,
    alt_text varchar(255),
    sort_order integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX product_images_product_id_idx ON product_images (product_id, sort_order);
ALTER TABLE products ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}';
CREATE INDEX products_attributes_idx ON products USING gin (attributes jsonb_path_ops);
COMMENT ON COLUMN products.attributes IS 'Specifications that differ from product to product: {"colour": "blue", "weight_g": 310}';
CREATE TABLE reviews (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    account_id uuid NOT NULL,
    rating smallint NOT NULL,
    title varchar(255),
    body text,
    verified_purchase boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT reviews_rating_range CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT reviews_one_per_account UNIQUE (product_id, account_id)
);
CREATE INDEX reviews_newest_idx ON reviews (product_id, created_at DESC);
CREATE MATERIALIZED VIEW product_ratings AS
    SELECT product_id, count(*) AS reviews, round(avg(rating), 2) AS rating FROM reviews GROUP BY product_id;
CREATE UNIQUE INDEX product_ratings_product_id_idx ON product_ratings (product_id);
