import type { Binding } from './binding';

export const wall = [] as const satisfies readonly Binding[];
