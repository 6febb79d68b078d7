-- question: Of the customers who first bought in a month, how many bought again in each later month, up to the newest?
-- columns: cohort, months_later, customers, cohort_customers, retention_percent, coverage
-- parameters: source, today
WITH
-- include: covered
-- include: calendar_months
active AS (
  SELECT DISTINCT c.source AS source, c.customer_id AS customer_id, d.year * 12 + d.month AS month_number
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_till
    AND f.customer_key <> 0
    AND f.event_type = 'SALE'
),
first_month AS (
  SELECT source, customer_id, MIN(month_number) AS month_number
  FROM active
  GROUP BY source, customer_id
),
cohort AS (
  SELECT month_number, COUNT(*) AS customers FROM first_month GROUP BY month_number
),
retained AS (
  SELECT first_month.month_number AS cohort_number, active.month_number AS month_number, COUNT(*) AS customers
  FROM first_month
  JOIN active ON active.source = first_month.source AND active.customer_id = first_month.customer_id
  GROUP BY first_month.month_number, active.month_number
)
SELECT born.month AS cohort,
       calendar.month_number - cohort.month_number AS months_later,
       COALESCE(retained.customers, 0) AS customers,
       cohort.customers AS cohort_customers,
       @percent(COALESCE(retained.customers, 0), cohort.customers) AS retention_percent,
       CASE WHEN calendar.last_day > covered.last_day THEN 'running' ELSE 'whole' END AS coverage
FROM cohort
CROSS JOIN covered
JOIN calendar AS born ON born.month_number = cohort.month_number
JOIN calendar ON calendar.month_number BETWEEN cohort.month_number AND covered.last_month
LEFT JOIN retained ON retained.cohort_number = cohort.month_number AND retained.month_number = calendar.month_number
ORDER BY cohort.month_number, calendar.month_number;
