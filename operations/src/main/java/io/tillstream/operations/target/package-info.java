/** What an operation needs of a pipeline. Targets plug in here: a data directory on this machine, an environment on AWS. */
package io.tillstream.operations.target;
