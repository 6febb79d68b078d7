/** The commands synth, deploy and destroy, for a launcher to call. */
package io.tillstream.infra.cli;
