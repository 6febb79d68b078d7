/** What people who operate the pipeline may do, and the tool with which they look into the lake. */
package io.tillstream.infra.operators;
