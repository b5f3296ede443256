// A process that competes for a lock: adds to the number in a file, each time under the lock, or holds it until it is
// ended. Usage: lock.main.mjs FOLDER FILE TIMES | hold
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { FileLock } from '../../src/storage/window-lock.node';

const [folder = '', file = '', times = ''] = process.argv.slice(2);
const lock = new FileLock(folder, (line) => process.send?.(line));

async function add(): Promise<void> {
  const number = Number(await readFile(file, 'utf8'));
  await delay(Math.random() * 4);
  await writeFile(file, String(number + 1));
}

async function main(): Promise<void> {
  if (times === 'hold') {
    await lock.run('name', async () => {
      process.send?.('held');
      await delay(600_000);
    });
  }
  for (let done = 0; done < Number(times); done++) await lock.run('name', add);
  process.disconnect();
}

process.once('disconnect', () => process.exit());
void main();
