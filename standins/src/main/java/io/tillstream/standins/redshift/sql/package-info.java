/** From the Redshift SQL that Tillstream uses to PostgreSQL, refusing what Redshift refuses. */
package io.tillstream.standins.redshift.sql;
