/**
 * Sets environment variables for a while. Uses of one variable may overlap: each sets it, and when the last one ends the
 * variable gets back the value that it had before the first.
 */
export class LentVariables {
  private readonly lent = new Map<string, { uses: number; before: string | undefined }>();

  constructor(private readonly environment: Record<string, string | undefined>) {}

  /** Sets the variables. @returns a function that restores them, once */
  lend(values: readonly (readonly [name: string, value: string])[]): () => void {
    const names = [...new Set(values.map(([name]) => name))];
    for (const name of names) {
      const known = this.lent.get(name);
      if (known === undefined) this.lent.set(name, { uses: 1, before: this.environment[name] });
      else known.uses++;
    }
    for (const [name, value] of values) this.environment[name] = value;
    return () => {
      for (const name of names.splice(0)) this.giveBack(name);
    };
  }

  private giveBack(name: string): void {
    const known = this.lent.get(name);
    if (known === undefined || --known.uses > 0) return;
    this.lent.delete(name);
    if (known.before === undefined) Reflect.deleteProperty(this.environment, name);
    else this.environment[name] = known.before;
  }
}
