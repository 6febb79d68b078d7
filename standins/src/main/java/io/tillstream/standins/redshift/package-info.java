/** The stand-in for the Amazon Redshift Data API, over PostgreSQL. */
package io.tillstream.standins.redshift;
