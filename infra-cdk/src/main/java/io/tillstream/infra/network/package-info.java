/** The private network of the tasks and the warehouse. */
package io.tillstream.infra.network;
