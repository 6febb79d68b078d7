-- Who may do what. Users get a role by GRANT ROLE … TO user; nobody is granted a right on a table directly.

-- Reads all of schema sales and nothing else.
CREATE ROLE tillstream_analyst;

-- Reads schema ops besides: how loads, tables and queries are.
CREATE ROLE tillstream_operator;

-- What a load does: reads and writes the tables of sales, the ledger, its cursor and its totals. No rights on definitions.
CREATE ROLE tillstream_loader;

GRANT USAGE ON SCHEMA sales TO ROLE tillstream_analyst;

GRANT SELECT ON ALL TABLES IN SCHEMA sales TO ROLE tillstream_analyst;

-- What later migrations create is readable too; those migrations must run as the same user.
ALTER DEFAULT PRIVILEGES IN SCHEMA sales GRANT SELECT ON TABLES TO ROLE tillstream_analyst;

GRANT ROLE tillstream_analyst TO ROLE tillstream_operator;

GRANT USAGE ON SCHEMA ops TO ROLE tillstream_operator;

GRANT SELECT ON ALL TABLES IN SCHEMA ops TO ROLE tillstream_operator;

ALTER DEFAULT PRIVILEGES IN SCHEMA ops GRANT SELECT ON TABLES TO ROLE tillstream_operator;

GRANT USAGE ON SCHEMA sales TO ROLE tillstream_loader;

GRANT USAGE ON SCHEMA ops TO ROLE tillstream_loader;

GRANT SELECT, INSERT, UPDATE, DELETE ON sales.dim_product, sales.dim_customer, sales.dim_location, sales.dim_store,
  sales.fact_sales, sales.daily_sales TO ROLE tillstream_loader;

GRANT SELECT, INSERT, UPDATE, DELETE ON ops.load_cursor, ops.load_ledger, ops.load_totals TO ROLE tillstream_loader;

GRANT SELECT ON ops.migrations TO ROLE tillstream_loader;
