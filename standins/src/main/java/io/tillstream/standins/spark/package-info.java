/** The stand-in for the AWS Glue job runner: a loop that runs job after job in one Spark JVM. JDK classes only. */
package io.tillstream.standins.spark;
