import { arch, platform } from 'node:process';

/** The kind of the operating system that the extension runs on, and of the processor: `linux x64`. */
export function systemName(): string {
  return `${platform} ${arch}`;
}
