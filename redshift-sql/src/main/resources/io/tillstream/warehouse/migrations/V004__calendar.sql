-- Every day of 1990-01-01 to 2099-12-31 and every minute of a day, from cross joins of the ten digits: generate_series runs
-- on Redshift's leader node only and cannot fill a table.

-- Day 0, 1990-01-01, is a Monday: the weekday is counted from it, so that no rule about the first day of the week matters.
-- The ISO 8601 week of a day is the one of its Thursday: (day of that Thursday's year - 1) / 7 + 1, an integer division.
INSERT INTO sales.dim_date (date_key, date, day, month, quarter, year, iso_week, weekday, is_weekend)
WITH digit AS (
  SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
number AS (
  SELECT a.d * 10000 + b.d * 1000 + c.d * 100 + e.d * 10 + f.d AS n
  FROM digit AS a CROSS JOIN digit AS b CROSS JOIN digit AS c CROSS JOIN digit AS e CROSS JOIN digit AS f
),
calendar AS (
  SELECT CAST('1990-01-01' AS DATE) + n AS date,
         CAST('1990-01-01' AS DATE) + (n - MOD(n, 7) + 3) AS thursday,
         MOD(n, 7) + 1 AS weekday
  FROM number
  WHERE n < 40177
)
SELECT CAST(EXTRACT(YEAR FROM calendar.date) AS INTEGER) * 10000
         + CAST(EXTRACT(MONTH FROM calendar.date) AS INTEGER) * 100
         + CAST(EXTRACT(DAY FROM calendar.date) AS INTEGER),
       calendar.date,
       CAST(EXTRACT(DAY FROM calendar.date) AS INTEGER),
       CAST(EXTRACT(MONTH FROM calendar.date) AS INTEGER),
       CAST(EXTRACT(QUARTER FROM calendar.date) AS INTEGER),
       CAST(EXTRACT(YEAR FROM calendar.date) AS INTEGER),
       (CAST(EXTRACT(DOY FROM calendar.thursday) AS INTEGER) - 1) / 7 + 1,
       calendar.weekday,
       calendar.weekday >= 6
FROM calendar;

INSERT INTO sales.dim_time (time_key, hour, minute, daypart)
WITH digit AS (
  SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
clock AS (
  SELECT h.d * 10 + i.d AS h, m.d * 10 + n.d AS m
  FROM digit AS h CROSS JOIN digit AS i CROSS JOIN digit AS m CROSS JOIN digit AS n
)
SELECT clock.h * 100 + clock.m,
       clock.h,
       clock.m,
       CASE WHEN clock.h < 6 THEN 'Night'
            WHEN clock.h < 12 THEN 'Morning'
            WHEN clock.h < 18 THEN 'Afternoon'
            ELSE 'Evening'
       END
FROM clock
WHERE clock.h < 24 AND clock.m < 60;
