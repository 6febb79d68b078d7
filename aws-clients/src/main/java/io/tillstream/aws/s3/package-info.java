/** The bucket: what programs ask of an object store, and Amazon S3. */
package io.tillstream.aws.s3;
