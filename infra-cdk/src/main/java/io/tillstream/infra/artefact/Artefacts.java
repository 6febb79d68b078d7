package io.tillstream.infra.artefact;

import java.nio.file.Path;

/**
 * Where the build's results lie.
 *
 * @param image directory with the Dockerfile and what it copies
 * @param loader directory with the Lambdas' jars under {@code lib}
 * @param glueJar one jar with all that Glue does not bring itself
 * @param glueScripts directory with the scripts that Glue starts
 * @param rulesets directory with the quality gate's rules
 */
public record Artefacts(Path image, Path loader, Path glueJar, Path glueScripts, Path rulesets) {}
