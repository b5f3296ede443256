/** What is loaded to send requests with tokens, in one piece: by the command, or by httpYac itself. */
export { serveHttpYac } from './httpyac';
export { sendRequest } from './send-request';
