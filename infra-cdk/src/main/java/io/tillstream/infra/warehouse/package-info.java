/** The warehouse: Redshift Serverless and the role by which it reads the lake. */
package io.tillstream.infra.warehouse;
