/** A program that tests need and this machine lacks. Its message is all there is to say, so it has no stack. */
export class MissingProgramError extends Error {
  constructor(message: string) {
    super(message);
    delete this.stack;
  }
}
