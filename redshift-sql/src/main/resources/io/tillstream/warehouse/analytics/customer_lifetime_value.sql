-- question: What have the customers who first bought in a month brought since, and how often did they buy?
-- columns: cohort, currency, revenue, orders, customers, average_revenue, orders_per_customer
-- parameters: source, today
WITH
-- include: calendar_months
-- include: customer_life
cohort AS (
  SELECT first_month, currency, SUM(revenue) AS revenue, CAST(SUM(orders) AS BIGINT) AS orders, COUNT(*) AS customers
  FROM customer
  GROUP BY first_month, currency
)
SELECT calendar.month AS cohort,
       cohort.currency AS currency,
       cohort.revenue AS revenue,
       cohort.orders AS orders,
       cohort.customers AS customers,
       @ratio(cohort.revenue, cohort.customers) AS average_revenue,
       @ratio(cohort.orders, cohort.customers) AS orders_per_customer
FROM cohort
JOIN calendar ON calendar.month_number = cohort.first_month
ORDER BY cohort.first_month, cohort.currency;
