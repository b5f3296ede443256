/** An entry of an index of git, of which a test says what it is about. */
export interface IndexEntry {
  path: string;
  mode?: number;
  /** Of the extended flags: it is intended to be added. */
  intentToAdd?: boolean;
}

export interface IndexOptions {
  version?: 2 | 3 | 4;
  hash?: 'sha1' | 'sha256';
  /** Names of extensions, each of which gets four bytes. */
  extensions?: readonly string[];
}

/** The bytes of an index of git (gitformat-index) with these entries; times and objects are zeros, as is the checksum. */
export function gitIndex(entries: readonly (string | IndexEntry)[], options: IndexOptions = {}): Uint8Array {
  const { version = 2, hash = 'sha1', extensions = [] } = options;
  const nameLength = hash === 'sha1' ? 20 : 32;
  const parts: Buffer[] = [Buffer.from('DIRC'), uint32(version), uint32(entries.length)];
  let before = Buffer.alloc(0);
  for (const entry of entries.map((each) => (typeof each === 'string' ? { path: each } : each))) {
    const path = Buffer.from(entry.path);
    const fixed = Buffer.alloc(40 + nameLength);
    fixed.writeUInt32BE(entry.mode ?? 0o100644, 24);
    const extended = version >= 3 && entry.intentToAdd === true;
    const flags = uint16(Math.min(path.length, 0xfff) | (extended ? 0x4000 : 0));
    const head = Buffer.concat([fixed, flags, extended ? uint16(0x2000) : Buffer.alloc(0)]);
    if (version === 4) {
      let same = 0;
      while (same < Math.min(before.length, path.length) && before[same] === path[same]) same++;
      parts.push(head, offset(before.length - same), path.subarray(same), Buffer.alloc(1));
    } else {
      parts.push(head, path, Buffer.alloc(8 - ((head.length + path.length) % 8)));
    }
    before = path;
  }
  for (const name of extensions) parts.push(Buffer.from(name), uint32(4), Buffer.alloc(4));
  return new Uint8Array(Buffer.concat([...parts, Buffer.alloc(nameLength)]));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** As git’s encode_varint writes it. */
function offset(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = Math.floor(value / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
    rest--;
    bytes.unshift(0x80 | (rest & 0x7f));
  }
  return Buffer.from(bytes);
}
