/**
 * Imports modules one after the other and prints, as JSON, the milliseconds the last one took: the others are what it
 * stands on anyway. `node bench/loadProbe.mjs <file or package> …`
 */
let ms = 0;
for (const target of process.argv.slice(2)) {
  const started = performance.now();
  await import(target);
  ms = performance.now() - started;
}
console.log(JSON.stringify({ ms }));
// A module that left a timer or socket open must not hold up the measurement.
process.exit(0);
