/** The commands of ./tillstream: options, help, exit codes. */
package io.tillstream.cli;
