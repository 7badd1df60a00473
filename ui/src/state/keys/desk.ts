import type { Binding } from './binding';

export const desk = [] as const satisfies readonly Binding[];
