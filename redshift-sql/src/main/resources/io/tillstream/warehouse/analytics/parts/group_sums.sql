-- What revenue, orders, lines and units of a group of orders are.
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
