/** The fault-injecting layer in front of the S3 stand-in: an HTTP proxy that does to a request what networks and S3 do. */
package io.tillstream.standins.s3.fault;
