import { activationGlobal, type Activation } from './figures';
import { activated, report } from './report';

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  await activated();
  report((globalThis as Record<string, unknown>)[activationGlobal] as Activation);
}
