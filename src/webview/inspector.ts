import { config } from '@vscode/l10n';
import { setLanguage } from '../base/language';
import { AnswerPage, type AnswerEditor } from './answer-page';
import { Page, type Editor } from './page';

declare function acquireVsCodeApi(): Editor & AnswerEditor;

// The texts in the editor's language come with the page, so that they are known before anything is drawn.
const texts = document.getElementById('l10n')?.textContent;
if (texts) {
  config({ contents: texts });
  setLanguage(document.documentElement.lang);
}

if (document.body.dataset.shows === 'answer') new AnswerPage(acquireVsCodeApi());
else new Page(acquireVsCodeApi());
