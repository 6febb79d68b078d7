/** The Spark jobs and the runs that put them in order. */
package io.tillstream.infra.transform;
