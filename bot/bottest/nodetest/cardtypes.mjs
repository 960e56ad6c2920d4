// Holds cards to Microsoft's own types: each is the value of an IAdaptiveCard of @microsoft/teams.cards, and tsc says
// what is wrong with it.
//
//   node cardtypes.mjs <cards.json
//
// Reads {name: card}, writes {name: [error]} of those that are refused.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cards = JSON.parse(readFileSync(0, 'utf8'));
mkdirSync('node_modules/.cache', { recursive: true });
const dir = mkdtempSync('node_modules/.cache/cards-');
const refused = {};
try {
  const files = Object.entries(cards).map(([name, card]) => {
    const file = join(dir, name + '.ts');
    writeFileSync(file, `import type { IAdaptiveCard } from '@microsoft/teams.cards';\n` +
      `export const card: IAdaptiveCard = ${JSON.stringify(card, null, 1)};\n`);
    return file;
  });
  try {
    execFileSync('node', ['node_modules/typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck', '--pretty', 'false',
      '--module', 'nodenext', '--moduleResolution', 'nodenext', '--target', 'es2022', ...files], { encoding: 'utf8' });
  } catch (failed) {
    for (const line of failed.stdout.split('\n').filter(Boolean)) {
      const name = line.match(/([^/\\]+)\.ts\(\d/)?.[1];
      if (name === undefined && !line.startsWith(' ')) throw new Error(line); // tsc itself did not run
      if (name) (refused[name] ??= []).push(line);
    }
  }
} finally {
  rmSync(dir, { recursive: true });
}
process.stdout.write(JSON.stringify(refused));
