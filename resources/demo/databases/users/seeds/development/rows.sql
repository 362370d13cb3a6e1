INSERT INTO profiles (account_id, first_name, last_name)
SELECT gen_random_uuid(), 'First' || n, 'Last' || n FROM generate_series(1, 2000) AS n;
INSERT INTO addresses (profile_id, used_for, street, city, postal_code, country, is_default)
SELECT id, 'shipping', 'Market Street 1', 'Utrecht', '3511 AA', 'NL', true FROM profiles;
