/** The stand-in for Amazon S3: S3Proxy over a directory. */
package io.tillstream.standins.s3;
