/** The database under the stand-ins for Amazon Redshift and the Glue catalog: embedded PostgreSQL. */
package io.tillstream.standins.postgres;
