/** Lets httpYac's parser, which looks for files, run where none exists. */
export function withoutFiles(io: typeof import('httpyac').io): void;
