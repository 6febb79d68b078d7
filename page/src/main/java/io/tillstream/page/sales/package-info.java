/** What the page shows of the sales: the bundled analytics queries, narrowed by the page's filters. */
package io.tillstream.page.sales;
