// Prints what it reads and what it is given: for the test of the Go package beside it.
import { readFileSync } from 'node:fs';
console.log(readFileSync(0, 'utf8'), process.argv[2]);
