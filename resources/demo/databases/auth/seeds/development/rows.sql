INSERT INTO accounts (email, password_hash, role)
SELECT 'shopper' || n || '@example.com', md5(n::text), 'customer' FROM generate_series(1, 2000) AS n;
INSERT INTO refresh_tokens (account_id, token_hash, expires_at)
SELECT id, md5(id::text), now() + interval '30 days' FROM accounts;
