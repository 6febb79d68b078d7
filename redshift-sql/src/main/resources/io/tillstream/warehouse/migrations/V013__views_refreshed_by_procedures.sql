-- Only the owner of a materialized view may refresh it (REFRESH MATERIALIZED VIEW). These procedures run with the rights of
-- their owner, the administrator who runs the migrations, so that the loader needs no more than its role: it may bring the views
-- up to date, and do nothing else as their owner. One for each view: if one fails, the others are refreshed.
CREATE OR REPLACE PROCEDURE sales.refresh_monthly_sales()
AS $$ BEGIN EXECUTE 'REFRESH MATERIALIZED VIEW sales.monthly_sales'; END; $$
LANGUAGE plpgsql SECURITY DEFINER;

CREATE OR REPLACE PROCEDURE sales.refresh_hourly_sales()
AS $$ BEGIN EXECUTE 'REFRESH MATERIALIZED VIEW sales.hourly_sales'; END; $$
LANGUAGE plpgsql SECURITY DEFINER;

CREATE OR REPLACE PROCEDURE sales.refresh_customer_sales()
AS $$ BEGIN EXECUTE 'REFRESH MATERIALIZED VIEW sales.customer_sales'; END; $$
LANGUAGE plpgsql SECURITY DEFINER;

GRANT EXECUTE ON PROCEDURE sales.refresh_monthly_sales() TO ROLE tillstream_loader;

GRANT EXECUTE ON PROCEDURE sales.refresh_hourly_sales() TO ROLE tillstream_loader;

GRANT EXECUTE ON PROCEDURE sales.refresh_customer_sales() TO ROLE tillstream_loader;
