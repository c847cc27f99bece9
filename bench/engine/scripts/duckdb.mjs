// DuckDB in its own process: `node duckdb.mjs <file> <columns> <where> <threads>` prints how many events match.

import { DuckDBInstance } from "@duckdb/node-api";

const [, , file, columns, where, threads] = process.argv;
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const struct = Object.entries(JSON.parse(columns)).map(([name, type]) => `${name}: ${quoted(type)}`);
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const from = `read_json(${quoted(file)}, format = 'newline_delimited', columns = {${struct.join(", ")}})`;
const reader = await connection.runAndReadAll(`SELECT count(*) FROM ${from} WHERE ${where}`);
console.log(String(reader.getRows()[0][0]));
