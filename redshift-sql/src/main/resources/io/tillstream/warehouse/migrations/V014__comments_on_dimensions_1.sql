-- What BI tools, catalogues and SQL generators show beside a table and its columns. A migration that makes a view anew gives its
-- comments anew; CommentsTest compares them with comments.txt.
COMMENT ON TABLE sales.dim_date IS 'The calendar, 1990 to 2099: one row for each day';

COMMENT ON COLUMN sales.dim_date.date_key IS 'day as a number, YYYYMMDD, in the business time zone; the sort key of facts: select days by it';

COMMENT ON COLUMN sales.dim_date.date IS 'the day';

COMMENT ON COLUMN sales.dim_date.day IS 'day of the month, 1 to 31';

COMMENT ON COLUMN sales.dim_date.month IS 'month of the year, 1 to 12';

COMMENT ON COLUMN sales.dim_date.quarter IS 'quarter of the year, 1 to 4';

COMMENT ON COLUMN sales.dim_date.year IS 'calendar year';

COMMENT ON COLUMN sales.dim_date.iso_week IS 'ISO 8601 week, 1 to 53; only together with iso_year';

COMMENT ON COLUMN sales.dim_date.weekday IS 'day of the week, 1 is Monday';

COMMENT ON COLUMN sales.dim_date.is_weekend IS 'Saturday or Sunday';

COMMENT ON COLUMN sales.dim_date.iso_year IS 'year of the ISO week: that of its Thursday';

COMMENT ON COLUMN sales.dim_date.month_name IS 'name of the month in English';

COMMENT ON COLUMN sales.dim_date.fiscal_year IS 'fiscal year, named after the year in which it ends; the calendar year unless a team sets another';

COMMENT ON COLUMN sales.dim_date.fiscal_quarter IS 'quarter of the fiscal year, 1 to 4';

COMMENT ON COLUMN sales.dim_date.fiscal_period IS 'period of the fiscal year; the month unless a team sets another calendar';

COMMENT ON COLUMN sales.dim_date.holiday IS 'name of the holiday, null on other days';

COMMENT ON TABLE sales.dim_time IS 'The minutes of a day';

COMMENT ON COLUMN sales.dim_time.time_key IS 'minute of the day as a number, HHMM';

COMMENT ON COLUMN sales.dim_time.hour IS 'hour, 0 to 23';

COMMENT ON COLUMN sales.dim_time.minute IS 'minute, 0 to 59';

COMMENT ON COLUMN sales.dim_time.daypart IS 'Night from 0, Morning from 6, Afternoon from 12, Evening from 18 o''clock';

COMMENT ON TABLE sales.dim_product IS 'Products: one row for each version; join by product_key for the time of the sale, by source, product_id and is_current for today';

COMMENT ON COLUMN sales.dim_product.product_key IS 'version of the product at the time of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.dim_product.source IS 'till system; ids are unique within it only';

COMMENT ON COLUMN sales.dim_product.product_id IS 'id of the product in its till system';

COMMENT ON COLUMN sales.dim_product.product_name IS 'name of the product at that time';

COMMENT ON COLUMN sales.dim_product.category IS 'category of the product at that time';

COMMENT ON COLUMN sales.dim_product.sub_category IS 'sub-category of the product at that time';
