/** The command line. */
package io.tillstream.producer.cli;
