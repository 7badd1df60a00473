import type { Binding } from './binding';

export const find = [] as const satisfies readonly Binding[];
