-- The group's share of its currency's revenue.
       ROUND(100 * (CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
