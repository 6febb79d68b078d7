/** SQL through the Redshift Data API, and tables as text, CSV and JSON. */
package io.tillstream.operations.query;
