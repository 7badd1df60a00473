import type { Session } from '../door';

type Role = Session['actor']['role'];

/** Answers for the room as a whole, or looks into how it does. */
export const oversees = (role: Role | undefined): boolean => role === 'supervisor' || role === 'auditor';
