/** What is loaded a second after activation to look after the files in which tokens are used, in one piece. */
export { HttpYacWatch } from './httpyac-watch';
export { McpDiagnostics } from './mcp-diagnostics';
export { RequestDiagnostics } from './request-diagnostics';
