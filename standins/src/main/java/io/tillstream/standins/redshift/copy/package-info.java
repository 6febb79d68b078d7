/** Redshift's COPY from Parquet, as strict as Redshift. */
package io.tillstream.standins.redshift.copy;
