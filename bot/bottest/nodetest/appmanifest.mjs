// Judges manifests of Teams apps by Microsoft's schema of their version: reads a JSON array of manifests, and prints an
// array with the faults of each. The schemas are those of the package; one that it lacks is not fetched.
// The package needs fs-extra without saying so, which is why package.json names it.
import { readFileSync } from 'node:fs';
import appManifest from '@microsoft/app-manifest';

globalThis.fetch = async (url) => { throw new Error(`would fetch ${url}`); };
const faults = [];
for (const m of JSON.parse(readFileSync(0, 'utf8'))) {
  faults.push(await appManifest.AppManifestUtils.validateAgainstSchema(m));
}
console.log(JSON.stringify(faults));
