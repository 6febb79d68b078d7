-- What revenue, orders, lines, units and return orders of a group of orders are.
       SUM(per_order.revenue) AS revenue,
       CAST(SUM(per_order.sold) AS BIGINT) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       CAST(SUM(per_order.returned) AS BIGINT) AS return_orders
