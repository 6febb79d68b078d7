/** The command line: options, their defaults from the environment, and the checked settings. */
package io.tillstream.writer.cli;
