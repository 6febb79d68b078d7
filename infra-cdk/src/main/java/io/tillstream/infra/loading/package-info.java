/** The Lambdas that keep the warehouse's schema and load it. */
package io.tillstream.infra.loading;
