/** The bytes of one entry before its object’s name (times, device, mode, owner, size), in every version. */
const beforeName = 40;
const modeOffset = 24;

/** Modes that git writes: files, executable ones, links, submodules; and folders, in a sparse index alone. */
const folderMode = 0o040000;
const modes = new Set([0o100644, 0o100755, 0o100664, 0o120000, 0o160000, folderMode]);

const slash = 0x2f;

/**
 * Whether an index of git (gitformat-index: versions 2 to 4, of SHA-1 and of SHA-256 repositories) has a path, staged,
 * committed or intended to be added. Upper and lower case are the same, as on most desktops’ disks.
 * Whatever the bytes are, each is looked at once, and nothing is thrown.
 * @param path relative to the work tree, with slashes
 * @returns undefined where it cannot be told: no index, a damaged one, or one that leaves entries out (a split index,
 * a folder that a sparse index holds in one piece)
 */
export function isInIndex(bytes: Uint8Array, path: string): boolean | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes.length >= 12 && view.getUint32(0) === signature('DIRC') ? view.getUint32(4) : 0;
  if (version < 2 || version > 4) return undefined;
  // A file system may spell an accent in two characters, and git in one.
  const wanted = [...new Set([path, path.normalize('NFC'), path.normalize('NFD')])].map((spelling) =>
    new TextEncoder().encode(spelling),
  );
  // Which hash the repository uses stands in its configuration alone; but entries of the other one make no sense.
  const entries = view.getUint32(8);
  const nameLength = [20, 32].find((length) => entries === 0 || isEntry(view, bytes, version, length));
  if (nameLength === undefined) return undefined;
  const search = { bytes, view, version, entries, nameLength };
  const answers = wanted.map((each) => searchEntries(search, each));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

interface Search {
  bytes: Uint8Array;
  view: DataView;
  version: number;
  /** As the header counts them. */
  entries: number;
  /** The length of an object’s name: 20 for SHA-1, 32 for SHA-256. */
  nameLength: number;
}

function searchEntries({ bytes, view, version, entries, nameLength }: Search, wanted: Uint8Array): boolean | undefined {
  const end = bytes.length - nameLength;
  let offset = 12;
  // Of the path of the entry at hand: its length, and how far it begins as the wanted one does.
  let length = 0;
  let common = 0;
  let leftOut = false;
  for (let entry = 0; entry < entries; entry++) {
    const flagsAt = offset + beforeName + nameLength;
    if (flagsAt + 3 > end) return undefined;
    const extended = version >= 3 && (view.getUint16(flagsAt) & 0x4000) !== 0;
    let at = flagsAt + (extended ? 4 : 2);
    if (version === 4) {
      const strip = readOffset(bytes, at);
      if (strip === undefined || strip.value > length) return undefined;
      at = strip.end;
      length -= strip.value;
      common = Math.min(common, length);
    } else {
      length = common = 0;
    }
    const pathEnd = bytes.indexOf(0, at);
    if (pathEnd < 0 || pathEnd >= end) return undefined;
    const isAlike = common === length;
    length += pathEnd - at;
    for (; isAlike && at < pathEnd && common < wanted.length && isSameLetter(bytes[at], wanted[common]); at++) common++;
    if (common === length && common === wanted.length) return true;
    const isFolder = view.getUint32(offset + modeOffset) === folderMode;
    if (isFolder && common === length && wanted[common - 1] === slash) leftOut = true;
    // Versions 2 and 3 pad each entry with one to eight zeros to a multiple of eight.
    offset = version === 4 ? pathEnd + 1 : offset + ((pathEnd - offset + 8) & ~7);
  }
  return leftOut || hasExtension(view, offset, end, 'link') ? undefined : false;
}

/** Whether the first entry makes sense with names of that length: a mode that git writes, and the length of its path. */
function isEntry(view: DataView, bytes: Uint8Array, version: number, nameLength: number): boolean {
  const flagsAt = 12 + beforeName + nameLength;
  if (flagsAt + 4 > bytes.length || !modes.has(view.getUint32(12 + modeOffset))) return false;
  const flags = view.getUint16(flagsAt);
  const extended = version >= 3 && (flags & 0x4000) !== 0;
  // In version 4 the first path begins with a zero: nothing is taken off the one before.
  const from = flagsAt + (extended ? 4 : 2) + (version === 4 ? 1 : 0);
  const length = bytes.indexOf(0, from) - from;
  return length > 0 && Math.min(length, 0xfff) === (flags & 0xfff);
}

/** A number as version 4 writes it: seven bits in each byte, and one more for each byte that follows. */
function readOffset(bytes: Uint8Array, from: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = from; at < Math.min(bytes.length, from + 4); at++) {
    const byte = bytes[at] ?? 0;
    value = at === from ? byte & 0x7f : (value + 1) * 0x80 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return { value, end: at + 1 };
  }
  return undefined;
}

function hasExtension(view: DataView, from: number, end: number, name: string): boolean {
  for (let offset = from; offset + 8 <= end; offset += 8 + view.getUint32(offset + 4)) {
    if (view.getUint32(offset) === signature(name)) return true;
  }
  return false;
}

function signature(name: string): number {
  return new DataView(new TextEncoder().encode(name).buffer).getUint32(0);
}

function isSameLetter(a = 0, b = 0): boolean {
  const folded = a | 0x20;
  return a === b || (folded === (b | 0x20) && folded >= 0x61 && folded <= 0x7a);
}
