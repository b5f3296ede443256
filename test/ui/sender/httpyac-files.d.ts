/** Lets httpYac's parser, which looks for files, run where none exists. */
export function withoutFiles(io: typeof import('httpyac').io): void;
/** Lets httpYac read the files of this machine. */
export function withFiles(io: typeof import('httpyac').io): void;
