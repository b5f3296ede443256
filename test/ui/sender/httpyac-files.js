// In the folder of this extension, since VS Code loads a copy of it, without a build. Unit tests use it too.

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
