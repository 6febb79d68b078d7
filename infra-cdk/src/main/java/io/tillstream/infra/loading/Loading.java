package io.tillstream.infra.loading;

import software.amazon.awscdk.services.lambda.IFunction;

/**
 * The loader, for those who watch it.
 *
 * @param loader the function behind the queue of load sets, by its alias
 * @param functionName its name
 * @param migrations the function that keeps the schema
 */
public record Loading(IFunction loader, String functionName, IFunction migrations) {}
