INSERT INTO categories (name, slug) VALUES ('Books', 'books'), ('Garden', 'garden'), ('Kitchen', 'kitchen');
INSERT INTO products (category_id, sku, name, description, price, stock, attributes)
SELECT c.id, c.slug || '-' || n, c.name || ' article ' || n, 'Article number ' || n, 5 + n % 95, n % 40, jsonb_build_object('weight_g', 100 + n)
FROM categories c, generate_series(1, 500) AS n;
INSERT INTO reviews (product_id, account_id, rating) SELECT id, gen_random_uuid(), 1 + stock % 5 FROM products;
REFRESH MATERIALIZED VIEW product_ratings;
