/** A user's settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

/** Nothing asks, nothing is looked up on the network, nothing hides the workspace. */
export const calmSettings: Settings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** For tests and clean screenshots: calm, and nothing moves or closes by itself. A test overrides what it tests. */
export const quietSettings: Settings = {
  ...calmSettings,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  // Rows are elements then, whose text can be read.
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.stickyScroll.enabled': false,
  'window.commandCenter': false,
  // Unlike the system's dialogs, VS Code's own can be clicked.
  'window.dialogStyle': 'custom',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.useModal': 'off',
  'workbench.quickOpen.closeOnFocusLost': false,
  // What is still moving can be neither clicked nor photographed.
  'workbench.reduceMotion': 'on',
};
