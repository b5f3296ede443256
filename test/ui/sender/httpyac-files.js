// In the folder of this extension, since VS Code loads a copy of it, without a build. Unit tests use it too.
// Not by `require`, which a bundle of ES modules does not have.
const fs = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');

exports.withoutFiles = (io) => {
  Object.assign(io.fileProvider, {
    EOL: '\n',
    exists: async () => false,
    dirname: () => undefined,
    isAbsolute: async () => true,
    readdir: async () => [],
    hasExtension: () => false,
    fsPath: String,
    toString: String,
  });
};

exports.withFiles = (io) => {
  Object.assign(io.fileProvider, {
    EOL: '\n',
    exists: async (file) => fs.existsSync(file),
    dirname: (file) => path.dirname(file),
    isAbsolute: async (file) => path.isAbsolute(file),
    joinPath: (...parts) => path.join(...parts),
    readdir: (folder) => fs.promises.readdir(folder),
    readFile: (file, encoding) => fs.promises.readFile(file, encoding),
    readBuffer: (file) => fs.promises.readFile(file),
    hasExtension: (file, ...extensions) => extensions.includes(path.extname(file).slice(1)),
    fsPath: String,
    toString: String,
  });
};
