import type { Binding } from './binding';

export const ticket = [] as const satisfies readonly Binding[];
