// What a diagnosis needs, loaded together at its first use.
export { diagnose } from '../../tokens/diagnosis/diagnosis';
export { Reports } from './reports';
export { surroundingsOf } from './surroundings';
