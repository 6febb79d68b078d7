-- What BI tools, catalogues and SQL generators show beside a table and its columns. A migration that makes a view anew gives its
-- comments anew; CommentsTest compares them with comments.txt.
COMMENT ON VIEW sales.wide_sales IS 'The sales with everything known about each line at its time; start here';

COMMENT ON COLUMN sales.wide_sales.source IS 'till system; ids are unique within it only';

COMMENT ON COLUMN sales.wide_sales.order_key IS 'one order of one till system: count these';

COMMENT ON COLUMN sales.wide_sales.order_id IS 'id of the order in its till system: count distinct source and order_id together';

COMMENT ON COLUMN sales.wide_sales.line_number IS 'line of the order, as the till numbers it';

COMMENT ON COLUMN sales.wide_sales.event_id IS 'id of the event, unique in its till system';

COMMENT ON COLUMN sales.wide_sales.event_type IS 'SALE or RETURN';

COMMENT ON COLUMN sales.wide_sales.order_ts_utc IS 'instant of the sale, UTC';

COMMENT ON COLUMN sales.wide_sales.date_key IS 'day as a number, YYYYMMDD, in the business time zone; the sort key of facts: select days by it';

COMMENT ON COLUMN sales.wide_sales.sale_date IS 'day of the sale in the business time zone';

COMMENT ON COLUMN sales.wide_sales.sale_month IS 'month of the sale, YYYY-MM';

COMMENT ON COLUMN sales.wide_sales.month_name IS 'name of the month in English';

COMMENT ON COLUMN sales.wide_sales.sale_year IS 'calendar year of the sale';

COMMENT ON COLUMN sales.wide_sales.sale_quarter IS 'quarter of the sale, 1 to 4';

COMMENT ON COLUMN sales.wide_sales.iso_year IS 'year of the ISO week: that of its Thursday';

COMMENT ON COLUMN sales.wide_sales.iso_week IS 'ISO 8601 week, 1 to 53; only together with iso_year';

COMMENT ON COLUMN sales.wide_sales.weekday IS 'day of the week, 1 is Monday';

COMMENT ON COLUMN sales.wide_sales.is_weekend IS 'Saturday or Sunday';

COMMENT ON COLUMN sales.wide_sales.fiscal_year IS 'fiscal year, named after the year in which it ends; the calendar year unless a team sets another';

COMMENT ON COLUMN sales.wide_sales.fiscal_quarter IS 'quarter of the fiscal year, 1 to 4';

COMMENT ON COLUMN sales.wide_sales.fiscal_period IS 'period of the fiscal year; the month unless a team sets another calendar';

COMMENT ON COLUMN sales.wide_sales.holiday IS 'name of the holiday, null on other days';

COMMENT ON COLUMN sales.wide_sales.sale_hour IS 'hour of the sale, 0 to 23';

COMMENT ON COLUMN sales.wide_sales.daypart IS 'Night from 0, Morning from 6, Afternoon from 12, Evening from 18 o''clock';

COMMENT ON COLUMN sales.wide_sales.product_key IS 'one product of one till system, whatever names it had; null where the sale names none: count these';

COMMENT ON COLUMN sales.wide_sales.product_id IS 'id of the product in its till system';
