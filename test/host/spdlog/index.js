// VS Code writes its log files with the package `@vscode/spdlog`, which has to be compiled. This has what VS Code uses of
// it, so that output channels can be read where nothing was compiled. Files are not rotated: they are temporary.
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const off = names.length;
let everywhere = 2;

const two = (count, length = 2) => String(count).padStart(length, '0');

/** The time as VS Code's pattern has it, `%Y-%m-%d %H:%M:%S.%e`. */
function timeOf(date) {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((count) => two(count)).join(':');
  return `${day} ${time}.${two(date.getMilliseconds(), 3)}`;
}

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = everywhere;
    this.formatted = true;
  }

  write(level, message) {
    if (level < this.level || this.file === undefined) return;
    const text = this.formatted ? `${timeOf(new Date())} [${names[level]}] ${message}\n` : message;
    try {
      appendFileSync(this.file, text);
    } catch {
      // The folder of the logs may be gone when VS Code ends.
    }
  }

  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.formatted = true;
  }
  clearFormatters() {
    this.formatted = false;
  }
  flush() {}
  drop() {
    this.level = off;
  }
}
for (const [level, name] of ['trace', 'debug', 'info', 'warn', 'error', 'critical'].entries())
  Logger.prototype[name] = function log(message) {
    this.write(level, message);
  };

async function createLogger(name, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = (level) => {
  everywhere = level;
};
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
