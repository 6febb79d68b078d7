/** How programs reach AWS: one way to build clients, one place that types what goes wrong. */
package io.tillstream.aws;
