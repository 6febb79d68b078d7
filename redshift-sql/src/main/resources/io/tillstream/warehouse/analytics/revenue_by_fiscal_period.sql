-- question: How much was sold in each period of the fiscal calendar that has sales?
-- columns: fiscal_year, fiscal_quarter, fiscal_period, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.fiscal_year AS fiscal_year,
         d.fiscal_quarter AS fiscal_quarter,
         d.fiscal_period AS fiscal_period,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY d.fiscal_year, d.fiscal_quarter, d.fiscal_period, f.currency, f.source, f.order_id
)
SELECT per_order.fiscal_year AS fiscal_year,
       per_order.fiscal_quarter AS fiscal_quarter,
       per_order.fiscal_period AS fiscal_period,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.fiscal_year, per_order.fiscal_quarter, per_order.fiscal_period, per_order.currency
ORDER BY per_order.fiscal_year, per_order.fiscal_quarter, per_order.fiscal_period, per_order.currency;
