export { auditText, type AuditGuide } from './audit.ts';
export { modelText } from './explore-model.ts';
export { exploreText, exploringLine } from './explore.ts';
export { outputFiles, reproOf, REPROS, RESULT_FILE, type OutputFiles } from './files.ts';
export { inkFor, type Ink } from './ink.ts';
export { counted, plain } from './plain.ts';
export { foundLine, progressLine } from './progress.ts';
export { exchangeText, replayText, type ReplayTextOptions } from './replay.ts';
export { campaignText, type Guide } from './terminal.ts';
