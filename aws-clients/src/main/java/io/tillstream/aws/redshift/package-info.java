/** The warehouse through the Redshift Data API. Needs the SDK's redshiftdata module, which the program names itself. */
package io.tillstream.aws.redshift;
