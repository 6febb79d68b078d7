/** What an environment costs in a month: prices with their sources, quantities from settings and volume, the bill. */
package io.tillstream.infra.cost;
