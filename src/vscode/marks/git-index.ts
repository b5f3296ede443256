// Git's index is read here, not asked of git or of VS Code's git extension: that one is absent where there is no trust or
// no git, and both run programs, which a repository can choose.

/** The bytes of an entry before its object’s name (times, device, mode, owner, size), the same in every version. */
const beforeName = 40;
const modeOffset = 24;

/** Modes that git writes: files, executable files, links, submodules; and folders, which only a sparse index has. */
const folderMode = 0o040000;
const modes = new Set([0o100644, 0o100755, 0o100664, 0o120000, 0o160000, folderMode]);

const slash = 0x2f;

/**
 * Whether a git index (gitformat-index: versions 2 to 4, of SHA-1 and SHA-256 repositories) has a path that is staged,
 * committed or intended to be added. Case is ignored for ASCII letters, as most desktops’ file systems do. Looks at
 * each byte once, whatever the bytes are, and never throws.
 * @param path relative to the work tree, with slashes
 * @returns undefined if the index cannot tell: it is damaged or not an index, or it leaves entries out (a split index,
 * a folder that a sparse index holds as one entry)
 */
export function isInIndex(bytes: Uint8Array, path: string): boolean | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes.length >= 12 && view.getUint32(0) === signature('DIRC') ? view.getUint32(4) : 0;
  if (version < 2 || version > 4) return undefined;
  // A file system may spell an accented letter with two characters where git uses one.
  const wanted = [...new Set([path, path.normalize('NFC'), path.normalize('NFD')])].map((spelling) =>
    new TextEncoder().encode(spelling),
  );
  // Only the repository’s configuration names its hash; but read with the other length, the first entry makes no sense.
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
  /** Their number according to the header. */
  entries: number;
  /** The length of an object’s name: 20 for SHA-1, 32 for SHA-256. */
  nameLength: number;
}

function searchEntries({ bytes, view, version, entries, nameLength }: Search, wanted: Uint8Array): boolean | undefined {
  const end = bytes.length - nameLength;
  let offset = 12;
  // The length of the current entry’s path, and of the prefix that it shares with the wanted one.
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
    // Versions 2 and 3 pad each entry to a multiple of eight bytes with one to eight zeros.
    offset = version === 4 ? pathEnd + 1 : offset + ((pathEnd - offset + 8) & ~7);
  }
  return leftOut || hasExtension(view, offset, end, 'link') ? undefined : false;
}

/** Whether the first entry makes sense with names of that length: git writes its mode, and its path is as long as it says. */
function isEntry(view: DataView, bytes: Uint8Array, version: number, nameLength: number): boolean {
  const flagsAt = 12 + beforeName + nameLength;
  if (flagsAt + 4 > bytes.length || !modes.has(view.getUint32(12 + modeOffset))) return false;
  const flags = view.getUint16(flagsAt);
  const extended = version >= 3 && (flags & 0x4000) !== 0;
  // In version 4 a zero precedes the first path: there is no path before it to shorten.
  const from = flagsAt + (extended ? 4 : 2) + (version === 4 ? 1 : 0);
  const length = bytes.indexOf(0, from) - from;
  return length > 0 && Math.min(length, 0xfff) === (flags & 0xfff);
}

/** A number as version 4 writes it (an offset of gitformat-pack: seven bits a byte, plus one for each byte that follows). */
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
