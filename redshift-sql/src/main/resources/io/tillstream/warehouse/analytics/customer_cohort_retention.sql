-- question: Of the customers who first bought in a month, how many bought again so many months later?
-- columns: cohort, months_later, customers, cohort_customers, retention_percent
-- parameters: source
WITH active AS (
  SELECT DISTINCT c.source AS source, c.customer_id AS customer_id, d.year * 12 + d.month AS month_number,
         TO_CHAR(d.date, 'YYYY-MM') AS month
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  WHERE :source IN ('*', f.source)
    AND f.customer_key <> 0
    AND f.event_type = 'SALE'
),
first_month AS (
  SELECT source, customer_id, MIN(month_number) AS month_number, MIN(month) AS cohort
  FROM active
  GROUP BY source, customer_id
),
retained AS (
  SELECT first_month.cohort AS cohort,
         active.month_number - first_month.month_number AS months_later,
         COUNT(*) AS customers
  FROM first_month
  JOIN active ON active.source = first_month.source AND active.customer_id = first_month.customer_id
  GROUP BY first_month.cohort, active.month_number - first_month.month_number
)
SELECT retained.cohort AS cohort,
       retained.months_later AS months_later,
       retained.customers AS customers,
       first_cohort.customers AS cohort_customers,
       ROUND(100 * (CAST(retained.customers AS DECIMAL(24,6)) / NULLIF(CAST(first_cohort.customers AS DECIMAL(24,6)), 0)), 2) AS retention_percent
FROM retained
JOIN retained AS first_cohort ON first_cohort.cohort = retained.cohort AND first_cohort.months_later = 0
ORDER BY retained.cohort, retained.months_later;
