-- What a group's returns are. After the columns of the group.
       counted.returned_revenue AS returned_revenue,
       counted.revenue AS revenue,
       CAST(counted.returns AS BIGINT) AS returns,
       CAST(counted.lines_sold AS BIGINT) AS lines_sold,
       counted.units_returned AS units_returned,
       counted.units_sold AS units_sold,
       @percent(counted.returns, counted.lines_sold) AS return_percent,
       @percent(counted.returned_revenue, counted.revenue_sold) AS returned_revenue_percent
FROM counted
