// Reads [{"name", "sql"}] from standard input; prints [{"name", "error"}] of what is not Redshift's dialect.
// The build runs a copy of this file beside the packages that it installed.
import { readFileSync } from 'node:fs';
import { parse, Dialect } from '@polyglot-sql/sdk';

const errors = [];
for (const { name, sql } of JSON.parse(readFileSync(0, 'utf8'))) {
  const result = parse(sql, Dialect.Redshift);
  if (!result.success) {
    errors.push({ name, error: result.error });
  }
}
console.log(JSON.stringify(errors));
